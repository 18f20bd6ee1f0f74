-- A counter that no writer waits for: each rating that is written or deleted takes one number. Numbers of transactions that are
-- rolled back are lost, and so are up to 32 numbers when the server crashes: a difference is an upper bound, nearly exact.
create sequence preference_changes;

alter table training_jobs
    -- Why the training policy started the job; null: a request did.
    add column reason         text check (reason <> ''),
    -- The last number of preference_changes when the job was submitted; 0 for jobs from before this migration.
    add column changes_before bigint not null default 0,
    -- The size of the training data of the latest attempt.
    add column rating_count   bigint check (rating_count >= 0);

-- One row. The replica that starts a job for the policy holds it until the job is committed.
create table training_policy (
    only_row    boolean     primary key default true check (only_row),
    -- As a request has set it; null: the defaults.
    policy      jsonb,
    last_job    uuid        references jobs on delete set null,
    last_job_at timestamptz,
    created_at  timestamptz not null default now()
);

insert into training_policy default values;
