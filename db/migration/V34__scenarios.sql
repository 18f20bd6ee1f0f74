-- Every version of every scenario; the latest one of a name is in use. A version without a definition deletes the scenario.
create table scenario_versions (
    name       text        not null,
    version    integer     not null check (version > 0),
    definition jsonb,
    changed_at timestamptz not null,
    -- Who changed it: the id of an API key, which may be deleted since, or local.
    changed_by text        not null,
    reason     text,
    primary key (name, version)
);

-- Grows with every change, so that all processes notice it.
create table scenario_revision (
    only_row boolean primary key default true check (only_row),
    revision bigint not null
);
insert into scenario_revision (revision) values (0);
