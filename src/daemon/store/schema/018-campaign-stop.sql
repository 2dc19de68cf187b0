-- Why the dialer stopped a campaign by itself, and why a supervisor goes on nevertheless.

ALTER TABLE campaign ADD COLUMN stopped TEXT;
ALTER TABLE campaign ADD COLUMN go_on TEXT;
