-- What became of recommendations. An answer has no row of its own: its id says, sealed, what it was.
-- One row: all replicas seal with the same secret. Whoever deletes it makes the ids given out so far unknown.
create table feedback_secret (
    only_row boolean primary key default true check (only_row),
    secret   bytea   not null check (octet_length(secret) = 32)
);

-- One partition for each day on which answers were given (UTC); the service makes them ahead and drops old ones.
-- No foreign keys: adding a partition would have to lock the tables that they refer to. A user's events are erased with the
-- user by the service, in the same transaction.
create table recommendation_events (
    day            date        not null,
    recommendation uuid        not null,
    item_id        integer     not null,
    type           text        not null check (type in ('shown', 'clicked', 'rated')),
    -- Null: a visitor.
    user_id        integer,
    -- An algorithm, or with no version the fallback that answered in its place.
    model          text        not null,
    version        integer     check (version > 0),
    -- Whether the answer belonged to a traffic split, and to which side.
    arm            text        check (arm in ('active', 'test')),
    value          real        check (value is null or type = 'rated'),
    occurred_at    timestamptz not null,
    primary key (day, recommendation, item_id, type)
) partition by range (day);

-- Erasing a user must not read the whole table.
create index recommendation_events_user on recommendation_events (user_id) where user_id is not null;
