-- The lists of many users as one file. A batch is a job; its result is a gzip file in chunks.
create table recommendation_batches (
    job_id            uuid        primary key references jobs on delete cascade,
    -- The query as JSON, as the client sent it.
    parameters        text        not null check (parameters <> ''),
    format            text        not null check (format in ('NDJSON', 'CSV')),
    -- The rows of the requested users, ascending; null: all users up to last_row.
    user_rows         integer[],
    last_row          integer     not null check (last_row >= 0),
    users_total       integer     not null check (users_total >= 0),
    -- The first requested ids that no user has, and the number of all of them.
    unknown_users     text[]      not null default '{}',
    unknown_count     integer     not null default 0 check (unknown_count >= 0),
    -- The version that scores all users; null: there was none, so that all lists are those of popularity.
    model             text,
    version           integer,
    users_done        integer     not null default 0 check (users_done >= 0),
    -- The row of the last user whose list is stored, where the next attempt continues.
    position          integer     not null default 0 check (position >= 0),
    chunk_count       integer     not null default 0 check (chunk_count >= 0),
    -- Grows whenever stored chunks change, because a user is erased.
    revision          integer     not null default 0 check (revision >= 0),
    -- Of the whole result; null until it is complete, and after a change until they are computed again.
    byte_count        bigint,
    sha256            bytea       check (octet_length(sha256) = 32),
    result_deleted_at timestamptz,
    constraint recommendation_batches_version check ((model is null) = (version is null)),
    constraint recommendation_batches_digest check ((byte_count is null) = (sha256 is null))
);

-- Each chunk is a gzip member of whole lines, so that the lines of an erased user can be taken out of it. The first one has the header.
create table recommendation_batch_chunks (
    batch_id  uuid    not null references recommendation_batches on delete cascade,
    position  integer not null check (position >= 0),
    first_row integer not null,
    last_row  integer not null,
    bytes     bytea   not null check (octet_length(bytes) between 1 and 8388608),
    primary key (batch_id, position)
);
-- They are compressed already.
alter table recommendation_batch_chunks alter column bytes set storage external;
-- Deleted results leave dead rows of 2 KB, which are reusable soon.
alter table recommendation_batch_chunks set (
    autovacuum_vacuum_threshold = 10, autovacuum_vacuum_scale_factor = 0.1,
    toast.autovacuum_vacuum_threshold = 2000, toast.autovacuum_vacuum_scale_factor = 0.1);

-- db-scheduler's table, one of its own: batches have their own queue and threads.
create table scheduled_batches (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index scheduled_batches_due on scheduled_batches (execution_time);
create index scheduled_batches_heartbeat on scheduled_batches (last_heartbeat);
