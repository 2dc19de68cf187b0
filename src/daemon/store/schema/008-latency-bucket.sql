-- How long leads waited for the agent's ear, of all calls ever, without reading the calls.
-- The buckets are here from the start: 100 us wide below 10 ms, from there 64 an octave;
-- the last one, over 40 s, has no end.

CREATE TABLE latency_bucket (
  low_us INTEGER PRIMARY KEY, -- its first microsecond; it ends where the next one begins
  n      BIGINT NOT NULL,     -- calls in it
  max_us BIGINT NOT NULL      -- the longest of their latencies
);
INSERT INTO latency_bucket (low_us, n, max_us)
  WITH RECURSIVE step (i) AS
    (SELECT 0 UNION ALL SELECT i + 1 FROM step WHERE i < 99),
  octave (low) AS
    (SELECT 10000 UNION ALL SELECT 2 * low FROM octave WHERE low < 20480000)
  SELECT 100 * i, 0, 0 FROM step
  UNION ALL SELECT low + low * i / 64, 0, 0 FROM octave, step WHERE i < 64;
UPDATE latency_bucket SET n = had.n, max_us = had.max_us
  FROM (SELECT (SELECT max(low_us) FROM latency_bucket WHERE low_us <= call.latency_us)
          AS low_us, count(*) AS n, max(call.latency_us) AS max_us
        FROM call WHERE call.latency_us IS NOT NULL GROUP BY 1) AS had
  WHERE had.low_us = latency_bucket.low_us;
