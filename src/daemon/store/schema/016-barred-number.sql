-- Numbers that are not dialed, whatever leadset has them: one row for each who said so. A
-- lead whose number is here stands in none of the queues.

CREATE TABLE barred_number (
  phone      TEXT    NOT NULL,
  dial_state INTEGER NOT NULL, -- of its leads: 6 do not call, 7 reaches nobody
  call_id    TEXT    NOT NULL, -- that it was said on; '': on none
  at_ms      BIGINT  NOT NULL,
  account_id BIGINT,           -- NULL: the administrator of the machine
  reason     TEXT    NOT NULL,
  PRIMARY KEY (phone, dial_state, call_id)
);
-- What came to the list and what was taken out of it.
CREATE TABLE barred_history (
  id         INTEGER PRIMARY KEY,
  phone      TEXT    NOT NULL,
  dial_state INTEGER NOT NULL,
  call_id    TEXT    NOT NULL,
  at_ms      BIGINT  NOT NULL,
  account_id BIGINT,
  reason     TEXT    NOT NULL,
  listed     INTEGER NOT NULL -- 0: taken out
);
CREATE INDEX barred_history_phone ON barred_history (phone, id);
CREATE INDEX lead_phone ON lead (phone);

-- Who has said it before this list was there.
INSERT INTO barred_number (phone, dial_state, call_id, at_ms, account_id, reason)
  SELECT phone, 6, id, coalesce(disposed_at_ms, queued_at_ms), agent_id, disposition FROM call
  WHERE disposition = 'DO NOT CALL';
INSERT INTO barred_history (phone, dial_state, call_id, at_ms, account_id, reason, listed)
  SELECT phone, dial_state, call_id, at_ms, account_id, reason, 1 FROM barred_number
  ORDER BY at_ms, call_id;
UPDATE lead SET dial_state = 6, not_before_ms = NULL, owner_epoch = NULL
  WHERE dial_state NOT IN (1, 2) AND phone IN (SELECT phone FROM barred_number);
DELETE FROM lead_count;
INSERT INTO lead_count (leadset_id, status, dial_state, n)
  SELECT leadset_id, status, dial_state, count(*) FROM lead
  GROUP BY leadset_id, status, dial_state;
