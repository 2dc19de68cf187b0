-- What a trunk refused is not spent: how often a lead came back from one, and how often
-- while others got through. Who came back least stands first in the queue.

ALTER TABLE lead ADD COLUMN given_back INTEGER NOT NULL DEFAULT 0;
ALTER TABLE lead ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0;
DROP INDEX lead_ready;
CREATE INDEX lead_ready ON lead (leadset_id, status, given_back, id) WHERE dial_state = 0;
