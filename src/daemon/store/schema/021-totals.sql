-- Screens and ledgers read sums that are kept, however many calls there were.

-- A counter is a total: of a campaign over all its leadsets (leadset_id 0), or of a leadset
-- over all its campaigns (campaign_id 0).
CREATE TABLE total (
  campaign_id BIGINT NOT NULL,
  leadset_id  BIGINT NOT NULL,
  agent_id    BIGINT NOT NULL,
  name        TEXT   NOT NULL,
  n           BIGINT NOT NULL
);
INSERT INTO total (campaign_id, leadset_id, agent_id, name, n)
  SELECT campaign_id, 0, agent_id, name, sum(n) FROM counter
  GROUP BY campaign_id, agent_id, name;
INSERT INTO total (campaign_id, leadset_id, agent_id, name, n)
  SELECT 0, leadset_id, agent_id, name, sum(n) FROM counter
  GROUP BY leadset_id, agent_id, name;
DELETE FROM counter;
INSERT INTO counter (campaign_id, leadset_id, agent_id, name, n)
  SELECT campaign_id, leadset_id, agent_id, name, n FROM total;
DROP TABLE total;

-- What the disposition of a call that has ended said of who was on the line, as it was
-- counted: what the word means may be changed later.
ALTER TABLE call ADD COLUMN person INTEGER NOT NULL DEFAULT 0;
UPDATE call SET person = 1
  WHERE disposition IS NOT NULL AND bridged_at_ms IS NOT NULL AND ended_at_ms IS NOT NULL
  AND disposition <> 'ANSWERING MACHINE'
  AND coalesce((SELECT d.person FROM disposition d WHERE d.label = call.disposition
    AND d.campaign_id IN (0, call.campaign_id) ORDER BY d.campaign_id LIMIT 1), 1) = 1;

-- Sums over the calls that were placed on one day of the call centre's calendar; the day
-- is its number since 1970-01-01.
CREATE TABLE day_sum (
  campaign_id BIGINT NOT NULL,
  name        TEXT   NOT NULL,
  day         BIGINT NOT NULL,
  agent_id    BIGINT NOT NULL, -- 0: of them all
  n           BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, name, day, agent_id)
);
INSERT INTO day_sum (campaign_id, name, day, agent_id, n)
  SELECT campaign_id, 'people', queued_at_ms / 86400000, 0, count(*) FROM call
  WHERE person = 1 GROUP BY 1, 3;
INSERT INTO day_sum (campaign_id, name, day, agent_id, n)
  SELECT campaign_id, 'abandoned', queued_at_ms / 86400000, 0, count(*) FROM call
  WHERE answered_at_ms IS NOT NULL AND bridged_at_ms IS NULL AND ended_at_ms IS NOT NULL
  GROUP BY 1, 3;
INSERT INTO day_sum (campaign_id, name, day, agent_id, n)
  SELECT campaign_id, 'talked', queued_at_ms / 86400000, agent_id, count(*) FROM call
  WHERE agent_id IS NOT NULL AND ended_at_ms IS NOT NULL GROUP BY 1, 3, 4;

-- The time zone whose midnights divide those days: one row.
CREATE TABLE calendar (
  zone TEXT NOT NULL
);
INSERT INTO calendar (zone) VALUES ('UTC');

-- What counted the calls themselves.
DROP INDEX call_campaign;
DROP INDEX call_talked;

-- A campaign's screen reads its last thousand latencies: from the index alone, instead of
-- looking up a thousand calls.
DROP INDEX call_latency;
CREATE INDEX call_latency ON call (campaign_id, queued_at_ms, latency_us)
  WHERE latency_us IS NOT NULL;
