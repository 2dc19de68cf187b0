-- What each disposition means: a campaign's own and the predefined ones alike. The rows of
-- campaign 0 are the predefined ones, written by every start as the program has them.

CREATE TABLE disposition (
  campaign_id    BIGINT  NOT NULL, -- 0: every campaign has it
  label          TEXT    NOT NULL,
  position       INTEGER,          -- among its campaign's; NULL: it is offered no more, and
                                   -- what was said with it means what it meant
  key            TEXT,             -- the digit that chooses it; NULL: the next free one
  person         INTEGER NOT NULL,
  final          INTEGER NOT NULL,
  mended_by_edit INTEGER NOT NULL,
  call_back      INTEGER NOT NULL,
  do_not_call    INTEGER NOT NULL,
  bad_number     INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, label)
);
INSERT INTO disposition (campaign_id, label, position, person, final, mended_by_edit,
    call_back, do_not_call, bad_number)
  SELECT campaign_id, label, row_number() OVER (PARTITION BY campaign_id ORDER BY label),
    1, 1, 0, 0, 0, 0 FROM campaign_disposition;
DROP TABLE campaign_disposition;
-- Whether a leadset's slice is anybody's disposition.
CREATE INDEX disposition_label ON disposition (label);

-- A recycling names the dispositions it recycles, each between two line ends.
ALTER TABLE recycling ADD COLUMN dispositions TEXT NOT NULL DEFAULT '';
UPDATE recycling SET dispositions = char(10)
    || CASE busy WHEN 1 THEN 'BUSY' || char(10) ELSE '' END
    || CASE machine WHEN 1 THEN 'ANSWERING MACHINE' || char(10) ELSE '' END
  WHERE busy = 1 OR machine = 1;
ALTER TABLE recycling DROP COLUMN busy;
ALTER TABLE recycling DROP COLUMN machine;
