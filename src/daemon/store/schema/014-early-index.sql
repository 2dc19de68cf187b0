-- The indexes that the first editions of 001 and 007 did not make: a file that began with
-- one of them has read whole tables ever since.

CREATE INDEX IF NOT EXISTS call_campaign ON call (campaign_id, queued_at_ms);
CREATE INDEX IF NOT EXISTS active_number_call ON active_number (call_id);
CREATE INDEX IF NOT EXISTS counter_leadset ON counter (leadset_id, name);
