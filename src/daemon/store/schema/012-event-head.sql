-- The number of the last event. It is moved right before the commit, by whoever writes to
-- the log, and held until then: numbers are dense and in the order of the commits.

CREATE TABLE event_head (
  seq BIGINT NOT NULL -- one row
);
INSERT INTO event_head (seq) SELECT coalesce(max(seq), 0) FROM event;
