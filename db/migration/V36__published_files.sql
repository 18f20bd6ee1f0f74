-- Models that were trained elsewhere are published by training jobs of their own kind. The uploaded file is the job's saved state.
alter table training_jobs drop constraint training_jobs_kind_check;
alter table training_jobs add constraint training_jobs_kind_check check (kind in ('TRAIN', 'TUNE', 'PUBLISH'));
alter table training_jobs drop constraint training_jobs_saved_epoch_check;
alter table training_jobs add constraint training_jobs_saved_epoch_check check (saved_epoch >= 0);
