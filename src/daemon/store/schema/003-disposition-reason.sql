-- What an agent adds to a disposition in its own words: which detail is wrong, why.

ALTER TABLE call ADD COLUMN disposition_reason TEXT;
