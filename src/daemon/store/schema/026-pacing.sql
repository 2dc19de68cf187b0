-- What a campaign's pacer has learned of its world, as the pacer writes it: a row is
-- written now and then, and read when the campaign is.

CREATE TABLE pacing (
  campaign_id INTEGER PRIMARY KEY REFERENCES campaign (id),
  learned     TEXT NOT NULL,
  at_ms       INTEGER NOT NULL
);
