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
