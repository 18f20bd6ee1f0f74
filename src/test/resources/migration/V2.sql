insert into checkpoints (id, byte_count, sha256, created_at)
    select n, 300000, sha256(n::text::bytea), now() from generate_series(nextval('checkpoint_ids'), 40) n;
insert into checkpoint_chunks (checkpoint_id, position, bytes)
    select c.id, n, decode(repeat(md5(c.id || ' ' || n), 6250), 'hex') from checkpoints c, generate_series(0, 2) n;
insert into training_jobs (id, kind, algorithm, state, request, idempotency_key, starts, epoch, progress, version,
        failure, saved_checkpoint, saved_epoch, warnings, submitted_at, started_at, ended_at)
    select ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, 'TRAIN', 'step', state,
        '{"algorithm": "step", "seed": 1}', 'key ' || n, 1, 4, 1,
        case state when 'SUCCEEDED' then n end, case state when 'FAILED' then 'the disk is full' end,
        case state when 'RUNNING' then n end, case state when 'RUNNING' then 3 end, array['slow'], now(), now(),
        case when state not in ('QUEUED', 'RUNNING') then now() end
    from (select n, (array['SUCCEEDED', 'FAILED', 'CANCELLED', 'QUEUED', 'RUNNING'])[1 + n % 5] as state
          from generate_series(1, 30) n) job;
insert into training_epochs (job_id, epoch, train_loss, metrics, train_seconds, examples_per_second)
    select id, n, 1.0 / n, '{"ndcg@20": 0.3}', n, 1000 from training_jobs, generate_series(1, 4) n;
insert into models (algorithm, last_version) values ('step', 30);
insert into model_versions (algorithm, version, checkpoint_id, job_id, hyperparameters, epochs, report, provenance, metric,
        metric_value, popularity_value, created_at)
    select 'step', version, version, id, '{"epochs": 4}', '[]', '{"protocols": []}', '{"seed": 1}', 'ndcg@20', 0.3, 0.1,
        now()
    from training_jobs where state = 'SUCCEEDED';
update models set active_version = 20;
insert into model_activations (algorithm, version, previous_version, cause, reason, activated_at)
    values ('step', 5, null, 'JOB', 'first', now()), ('step', 20, 5, 'REQUEST', 'on request', now());
insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
    select 'training', id, now(), false, 1 from training_jobs where ended_at is null;
