-- How many calls each agent had today, without reading the calls.
CREATE INDEX call_talked ON call (campaign_id, queued_at_ms, agent_id)
  WHERE agent_id IS NOT NULL AND ended_at_ms IS NOT NULL;
