-- Files on their way into the database. Progress is written in the transaction that writes the ratings it counts.
create table imports (
    id            uuid primary key,
    name          text not null,
    file          text not null,
    uploaded      boolean not null,
    options       text not null,
    state         text not null default 'QUEUED' check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED')),
    -- Grows with every start: a process that was taken for dead cannot write into the import of its successor.
    starts        integer not null default 0,
    items_written bigint not null default 0,
    rows_read     bigint not null default 0,
    rows_written  bigint not null default 0,
    rows_rejected bigint not null default 0,
    -- Where a successor goes on: all lines up to here have been written or rejected.
    lines_done    bigint not null default 0,
    bytes_read    bigint not null default 0,
    bytes_total   bigint not null default 0,
    note          text,
    failure       text,
    submitted_at  timestamptz not null,
    started_at    timestamptz,
    ended_at      timestamptz,
    check ((state in ('SUCCEEDED', 'FAILED')) = (ended_at is not null)),
    check ((state = 'FAILED') = (failure is not null))
);

create index imports_newest on imports (submitted_at desc, id);

create table import_rejections (
    import_id uuid not null references imports on delete cascade,
    position  integer not null,
    file      text not null,
    line      bigint not null,
    content   text not null,
    reason    text not null,
    user_id   text collate "C",
    primary key (import_id, position)
);

-- Erasing a user takes the rejected lines of that user along, and looks through those of nobody known.
create index import_rejections_user on import_rejections (user_id);

-- db-scheduler's table, one of its own: training jobs and imports have separate queues and threads.
create table scheduled_imports (
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

create index scheduled_imports_due on scheduled_imports (execution_time);
create index scheduled_imports_heartbeat on scheduled_imports (last_heartbeat);
