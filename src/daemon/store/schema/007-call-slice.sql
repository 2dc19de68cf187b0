-- Which slice of the pie a call is, so that a slice's leads are found without reading the
-- calls of others. NULL: it has not ended. od_call_get_slice() says it from here on; what
-- ended before is named once, with the numbers of shared/model/disposition.h.

ALTER TABLE call ADD COLUMN slice TEXT;
UPDATE call SET slice = CASE
    WHEN disposition IS NOT NULL THEN disposition
    WHEN bridged_at_ms IS NOT NULL THEN 'Null'
    WHEN answered_at_ms IS NOT NULL OR end_reason IN (3, 4) THEN 'Agent Unavailable'
    WHEN end_reason IN (1, 2, 5, 6, 7, 8) THEN 'Rejected'
    WHEN end_reason IN (9, 10, 11, 12) THEN 'Connection Error'
    ELSE 'Error' END
  WHERE ended_at_ms IS NOT NULL;
-- A page of a slice asks first whether the leadset has it.
CREATE INDEX counter_leadset ON counter (leadset_id, name);
CREATE INDEX call_slice ON call (leadset_id, slice, lead_id) WHERE slice IS NOT NULL;
