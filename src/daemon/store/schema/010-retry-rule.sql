-- After which outcomes a leadset's leads are dialed again by themselves: at most one rule
-- for each, found by every call that ends. No rule: the lead is done.

CREATE TABLE retry_rule (
  leadset_id   BIGINT NOT NULL REFERENCES leadset (id),
  outcome      TEXT   NOT NULL, -- an end reason's name, or the agent's label
  delay_ms     BIGINT NOT NULL, -- from the outcome on
  max_attempts BIGINT NOT NULL, -- who was called so often is left alone
  PRIMARY KEY (leadset_id, outcome)
);
