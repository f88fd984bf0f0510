-- The digits of the number that was linked when the run began; NULL if it was not known.
ALTER TABLE archive_runs ADD COLUMN number TEXT;
