-- A version outlives its checkpoint. Everything else about a version stays immutable, as before.
alter table model_versions alter column checkpoint_id drop not null;
drop trigger model_versions_are_immutable on model_versions;
create trigger model_versions_are_immutable before update on model_versions
    for each row when (
        (new.job_id is distinct from old.job_id and new.job_id is not null)
        or (new.checkpoint_id is distinct from old.checkpoint_id and new.checkpoint_id is not null)
        or to_jsonb(old) - 'job_id' - 'checkpoint_id' <> to_jsonb(new) - 'job_id' - 'checkpoint_id')
    execute function reject_model_version_update();

-- Checkpoints that nothing uses: saved states of ended jobs, and what no row refers to.
update training_jobs set saved_checkpoint = null, saved_epoch = null
    where saved_checkpoint is not null and job_id in (select id from jobs where ended_at is not null);
delete from checkpoints c
    where not exists (select from model_versions v where v.checkpoint_id = c.id)
        and not exists (select from training_jobs t where t.saved_checkpoint = c.id);

-- Deleted checkpoints leave dead rows of 2 KB. They are reusable soon, so that saved states do not make the table grow.
alter table checkpoint_chunks set (
    autovacuum_vacuum_threshold = 10, autovacuum_vacuum_scale_factor = 0.1,
    toast.autovacuum_vacuum_threshold = 2000, toast.autovacuum_vacuum_scale_factor = 0.1);
