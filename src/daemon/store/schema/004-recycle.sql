-- Who can be dialed again is looked for among the leads that are done: 3 is done.
CREATE INDEX lead_done ON lead (leadset_id, id) WHERE dial_state = 3;
