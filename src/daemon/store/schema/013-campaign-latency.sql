-- How long leads waited for the agent's ear, of each campaign: one set of rows for all
-- campaigns was a row that every call of everybody had to wait for. What there is, is
-- counted from the calls, which are all kept.

CREATE TABLE latency_bound (
  low_us BIGINT NOT NULL PRIMARY KEY -- a bucket's first microsecond; it ends where the next begins
);
INSERT INTO latency_bound (low_us) SELECT low_us FROM latency_bucket;
DROP TABLE latency_bucket;
CREATE TABLE latency_bucket (
  campaign_id BIGINT NOT NULL,
  low_us      BIGINT NOT NULL REFERENCES latency_bound (low_us),
  n           BIGINT NOT NULL, -- calls in it
  max_us      BIGINT NOT NULL, -- the longest of their latencies
  PRIMARY KEY (campaign_id, low_us)
);
INSERT INTO latency_bucket (campaign_id, low_us, n, max_us)
  SELECT campaign_id,
    (SELECT max(low_us) FROM latency_bound WHERE low_us <= call.latency_us) AS low,
    count(*), max(latency_us)
  FROM call WHERE latency_us IS NOT NULL GROUP BY campaign_id, low;
