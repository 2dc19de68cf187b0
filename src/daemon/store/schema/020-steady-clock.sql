-- The clock that waits run on, which nobody sets: what it showed last, for the next start.

CREATE TABLE steady (
  id        BIGINT PRIMARY KEY CHECK (id = 1),
  boot      TEXT NOT NULL,   -- which start of the machine
  offset_ms BIGINT NOT NULL, -- steady time, less the time since that start
  seen_ms   BIGINT NOT NULL, -- steady time when it was noted last
  ahead_ms  BIGINT NOT NULL  -- wall time, less steady time, that call backs stand by
);

CREATE INDEX call_call_back ON call (call_back_at_ms) WHERE call_back_at_ms IS NOT NULL;
