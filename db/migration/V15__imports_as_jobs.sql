-- An import is a job: its state moves to the tables of all jobs. Waiting and running imports continue there: their entries in
-- scheduled_imports stay valid.
insert into jobs (id, kind, state, idempotency_key, request_sha256, cancel_requested, attempt, failure,
    submitted_at, started_at, ended_at)
select id, 'import', state, idempotency_key, request_sha256, cancel_requested, starts, failure,
    submitted_at, started_at, ended_at
from imports;

insert into job_attempts (job_id, number, started_at)
select id, starts, coalesce(started_at, submitted_at) from imports where state = 'RUNNING' and starts > 0;

alter table imports
    add constraint imports_job foreign key (id) references jobs on delete cascade,
    drop column state,
    drop column starts,
    drop column cancel_requested,
    drop column idempotency_key,
    drop column request_sha256,
    drop column failure,
    drop column submitted_at,
    drop column started_at,
    drop column ended_at,
    add column items_unchanged bigint not null default 0,
    -- How the file is read, as JSON; null if that was not recognised when the import was submitted.
    add column detected        text,
    -- The range of the accepted ratings, on the configured scale.
    add column lowest_rating   double precision,
    add column highest_rating  double precision;
