-- Where a lead whose number is barred would stand, and what it would wait for: it goes
-- there when whoever said so takes it back. NULL: it was barred before this was kept, or
-- came to the queue barred.

ALTER TABLE lead ADD COLUMN unbarred_state INTEGER;
ALTER TABLE lead ADD COLUMN unbarred_not_before_ms BIGINT;

-- When the lead was to be called back by what was taken back. NULL: at no time.

ALTER TABLE correction ADD COLUMN was_call_back_at_ms BIGINT;
