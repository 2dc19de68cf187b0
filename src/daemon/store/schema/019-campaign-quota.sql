-- How many calls a campaign may place in a second and have at once; 0: what the trunk takes.

ALTER TABLE campaign ADD COLUMN calls_per_second BIGINT NOT NULL DEFAULT 0;
ALTER TABLE campaign ADD COLUMN channels BIGINT NOT NULL DEFAULT 0;
