-- Background jobs of every kind. The features keep their own columns in tables that refer to this one.
create table jobs (
    id               uuid        primary key,
    kind             text        not null check (kind <> ''),
    state            text        not null
        check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'SUCCEEDED_WITH_WARNINGS', 'FAILED', 'CANCELLED')),
    idempotency_key  text        check (length(idempotency_key) between 1 and 200),
    -- Digest of the request, so that a key cannot be used for two different ones. Null for jobs from before this table.
    request_sha256   text,
    cancel_requested boolean     not null default false,
    -- Number of the latest attempt. A write must name its attempt, so that a process that was considered dead and continues
    -- cannot write into the attempt that follows its own.
    attempt          integer     not null default 0 check (attempt >= 0),
    failures         integer     not null default 0 check (failures >= 0),
    -- Consecutive attempts without saved progress.
    stalled_attempts integer     not null default 0 check (stalled_attempts >= 0),
    warnings         text[]      not null default '{}',
    failure          text,
    submitted_at     timestamptz not null,
    started_at       timestamptz,
    ended_at         timestamptz,
    constraint jobs_idempotency_key unique (kind, idempotency_key),
    constraint jobs_ended check ((state in ('QUEUED', 'RUNNING')) = (ended_at is null)),
    constraint jobs_failure check ((state = 'FAILED') = (failure is not null))
);
create index jobs_newest on jobs (kind, submitted_at desc, id);
create index jobs_newest_of_state on jobs (kind, state, submitted_at desc, id);
create index jobs_ended on jobs (ended_at) where ended_at is not null;

-- The history of each job: which process executed it, when, and how that ended.
create table job_attempts (
    job_id     uuid        not null references jobs on delete cascade,
    number     integer     not null check (number > 0),
    process    text,
    started_at timestamptz not null,
    ended_at   timestamptz,
    outcome    text
        check (outcome in ('SUCCEEDED', 'SUCCEEDED_WITH_WARNINGS', 'FAILED', 'CANCELLED', 'RELEASED', 'TAKEN_OVER')),
    reason     text,
    primary key (job_id, number),
    constraint job_attempts_ended check ((outcome is null) = (ended_at is null))
);

-- Training jobs become jobs of the kind 'training' under the same ids; their entries in scheduled_tasks stay valid.
insert into jobs (id, kind, state, idempotency_key, cancel_requested, attempt, failures, stalled_attempts, warnings, failure,
        submitted_at, started_at, ended_at)
    select id, 'training', state, idempotency_key, cancel_requested, starts, failures, stalled_starts, warnings, failure,
        submitted_at, started_at, ended_at
    from training_jobs;
insert into job_attempts (job_id, number, started_at)
    select id, starts, coalesce(started_at, submitted_at) from training_jobs where state = 'RUNNING' and starts > 0;
-- The constraints and indexes over these columns go with them.
alter table training_jobs
    drop column state,
    drop column idempotency_key,
    drop column cancel_requested,
    drop column starts,
    drop column failures,
    drop column stalled_starts,
    drop column warnings,
    drop column failure,
    drop column submitted_at,
    drop column started_at,
    drop column ended_at;
alter table training_jobs rename column id to job_id;
alter table training_jobs add constraint training_jobs_job foreign key (job_id) references jobs on delete cascade;

-- A version outlives its job: when the job is deleted, the version loses the reference and keeps its provenance. Everything
-- else about a version stays immutable.
alter table model_versions drop constraint model_versions_job_id_fkey;
alter table model_versions add constraint model_versions_job foreign key (job_id) references jobs on delete set null;
create index model_versions_job on model_versions (job_id) where job_id is not null;
drop trigger model_versions_are_immutable on model_versions;
create trigger model_versions_are_immutable before update on model_versions
    for each row when (new.job_id is not null or to_jsonb(old) - 'job_id' <> to_jsonb(new) - 'job_id')
    execute function reject_model_version_update();
