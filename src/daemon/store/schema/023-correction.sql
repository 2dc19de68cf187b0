-- What was said of a call before: one row for each time that somebody took it back. What
-- is said now stands on the call.

CREATE TABLE correction (
  id         INTEGER PRIMARY KEY,
  call_id    TEXT   NOT NULL,
  at_ms      BIGINT NOT NULL,
  account_id BIGINT NOT NULL, -- who said word instead
  was        TEXT   NOT NULL,
  was_at_ms  BIGINT NOT NULL,
  word       TEXT   NOT NULL
);
CREATE INDEX correction_call ON correction (call_id, id);
-- Which was an agent's last call.
CREATE INDEX call_agent ON call (agent_id, bridged_at_ms) WHERE bridged_at_ms IS NOT NULL;
