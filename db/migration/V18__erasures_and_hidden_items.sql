-- Users that were erased recently: an import that began before the erasure does not write them again. Entries are deleted once no
-- such import remains.
create table erasures (
    user_sha256 bytea       primary key,
    erased_at   timestamptz not null
);

-- When the request of an import began to arrive. Imports from before this migration: now, as no earlier erasure is known.
alter table imports add column begun_at timestamptz not null default now();

-- A hidden item is in no list, and its ratings remain.
alter table items add column hidden boolean not null default false;
