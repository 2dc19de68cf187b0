-- Which call an agent had last is written down when it begins: a clock that is set tells
-- it wrongly. Of a lead it is the row that was written last.

ALTER TABLE agent ADD COLUMN last_call_id TEXT;
UPDATE agent SET last_call_id = (SELECT id FROM call WHERE agent_id = agent.id
  AND bridged_at_ms IS NOT NULL ORDER BY bridged_at_ms DESC LIMIT 1);
DROP INDEX call_agent;
