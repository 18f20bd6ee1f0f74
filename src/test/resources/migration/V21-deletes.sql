-- What V21 deletes on purpose: checkpoints that nothing uses.
delete from checkpoints c
    where not exists (select from model_versions v where v.checkpoint_id = c.id)
        and not exists (select from training_jobs t where t.saved_checkpoint = c.id);
