-- A script that was deleted stays, with every edition of it: calls point at what was read
-- out. NULL: it is alive. A dead one gives up its name: folded becomes a space and its id,
-- which no name can be, because names do not begin with a space.

ALTER TABLE script ADD COLUMN deleted_at_ms BIGINT;
-- Which campaigns use a script, asked before it is deleted.
CREATE INDEX campaign_script ON campaign (script_id) WHERE script_id IS NOT NULL;
