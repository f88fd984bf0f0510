-- The digits of the number from which the run was last to send; NULL if it was not known.
ALTER TABLE send_runs ADD COLUMN number TEXT;
