-- Who changed what of a lead: a line for every field, in the transaction of the change.

CREATE TABLE lead_history (
  id         INTEGER PRIMARY KEY,
  lead_id    BIGINT NOT NULL REFERENCES lead (id),
  field      TEXT   NOT NULL, -- phone, status, or fields. and a column's name
  was        TEXT,            -- NULL: it was not there
  now        TEXT,            -- NULL: it was removed
  account_id BIGINT NOT NULL REFERENCES account (id),
  at_ms      BIGINT NOT NULL
);
CREATE INDEX lead_history_lead ON lead_history (lead_id);
