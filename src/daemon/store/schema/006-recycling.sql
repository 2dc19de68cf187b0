-- A recycling and what it moved, so that it goes on after a restart and can be undone.

CREATE TABLE recycling (
  id              INTEGER PRIMARY KEY,
  leadset_id      BIGINT  NOT NULL REFERENCES leadset (id),
  request         TEXT    NOT NULL UNIQUE, -- the key of the request for it,
  request_hash    TEXT    NOT NULL,
  undo_request    TEXT,                    -- and of the one that undoes it
  state           INTEGER NOT NULL,        -- 0 moving, 1 moved, 2 moving back, 3 is back
  status          TEXT    NOT NULL,        -- of the leads, once moved
  ends            BIGINT  NOT NULL,
  busy            INTEGER NOT NULL,
  machine         INTEGER NOT NULL,
  max_attempts    BIGINT  NOT NULL,
  ended_before_ms BIGINT  NOT NULL,
  after           BIGINT  NOT NULL,        -- the last lead that was looked at
  n               BIGINT  NOT NULL,        -- leads moved
  n_back          BIGINT  NOT NULL,        -- and those of them that are back
  moved_at_ms     BIGINT
);
CREATE INDEX recycling_state ON recycling (state, moved_at_ms);

CREATE TABLE recycled_lead (
  recycling_id BIGINT NOT NULL REFERENCES recycling (id),
  lead_id      BIGINT NOT NULL,
  was          TEXT   NOT NULL, -- its status; it was done, and waited for nothing
  version      BIGINT NOT NULL, -- what it has as long as nobody touches it
  attempts     BIGINT NOT NULL,
  PRIMARY KEY (recycling_id, lead_id)
);
