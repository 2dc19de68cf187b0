-- Where somebody has signed in from before: a stranger's guesses do not keep them out
-- there. The client's address as the limits of signing in count it.

CREATE TABLE known_address (
  account_id BIGINT NOT NULL REFERENCES account (id),
  address    TEXT   NOT NULL,
  at_ms      BIGINT NOT NULL, -- of the last time
  PRIMARY KEY (account_id, address)
);

-- Who may not sign in for now; the account and all it did stay.
ALTER TABLE account ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0;
