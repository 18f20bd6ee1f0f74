-- The contenders of an automatic training, with the choice once it is made: a later attempt continues after them.
alter table training_jobs add column selection jsonb;
