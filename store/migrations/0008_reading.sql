-- Nobody asks when the customer read something, only up to where.
ALTER TABLE reading DROP COLUMN at;
