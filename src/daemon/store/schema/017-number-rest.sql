-- A number that was called rests, whichever lead of it was: the longest pause that the
-- retry rules of its leadsets name. lead_id keeps to its own leadset's rules.

CREATE TABLE resting_number (
  phone    TEXT   NOT NULL PRIMARY KEY,
  lead_id  BIGINT NOT NULL, -- that was called
  until_ms BIGINT NOT NULL
);
CREATE INDEX resting_number_until ON resting_number (until_ms);

-- When somebody has asked to be called; NULL: nobody has.
ALTER TABLE call ADD COLUMN call_back_at_ms BIGINT;

-- Numbers that reached nobody, or not whom they should, and that nobody has edited since.
INSERT INTO barred_number (phone, dial_state, call_id, at_ms, account_id, reason)
  SELECT c.phone, 7, c.id, coalesce(c.disposed_at_ms, c.queued_at_ms), c.agent_id,
    c.disposition
  FROM call c JOIN lead l ON l.id = c.lead_id
  WHERE c.disposition IN ('DISCONNECTED NUMBER', 'WRONG DETAILS')
    AND l.phone = c.phone AND l.dial_state IN (3, 6);
INSERT INTO barred_history (phone, dial_state, call_id, at_ms, account_id, reason, listed)
  SELECT phone, dial_state, call_id, at_ms, account_id, reason, 1 FROM barred_number
  WHERE dial_state = 7 ORDER BY at_ms, call_id;
UPDATE lead SET dial_state = 7, not_before_ms = NULL, owner_epoch = NULL
  WHERE dial_state NOT IN (1, 2, 6) AND phone IN (SELECT phone FROM barred_number);
DELETE FROM lead_count;
INSERT INTO lead_count (leadset_id, status, dial_state, n)
  SELECT leadset_id, status, dial_state, count(*) FROM lead
  GROUP BY leadset_id, status, dial_state;
