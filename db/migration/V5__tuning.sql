-- What the search of a TUNE job found: a process that takes the job over trains that, and does not search again.
ALTER TABLE training_jobs ADD COLUMN tuning jsonb;
