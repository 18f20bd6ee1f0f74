-- The device that trained the latest epoch of a job: name, memory and milliseconds per step; null before the first epoch.
alter table training_jobs add column device jsonb;
