-- External ids are the callers' own text, compared byte by byte ("C"): order and equality do not depend on a locale.
-- Revisions of users come from one sequence: they grow, and a user who is erased and made again never has an old one.
create sequence user_revisions;

create table users (
    id          integer generated always as identity primary key,
    external_id text collate "C" not null,
    -- Grows with every change of the user's ratings: `set revision = default`.
    revision    bigint not null default nextval('user_revisions'),
    constraint users_external_id_unique unique (external_id),
    constraint users_external_id_length check (length(external_id) between 1 and 200)
);

create table items (
    id          integer generated always as identity primary key,
    external_id text collate "C" not null,
    title       text not null,
    year        integer,
    categories  text[] not null default '{}',
    constraint items_external_id_unique unique (external_id),
    constraint items_external_id_length check (length(external_id) between 1 and 200)
);

create table ratings (
    user_id  integer not null,
    item_id  integer not null,
    value    real not null,
    rated_at timestamptz not null,
    primary key (user_id, item_id),
    constraint ratings_user foreign key (user_id) references users on delete cascade,
    constraint ratings_item foreign key (item_id) references items on delete cascade,
    -- The default of palate.ratings.minimum and .maximum. At start the service puts its configured scale in place of it,
    -- and refuses to start when stored ratings lie off that scale. NaN is greater than any number, so it fails too.
    constraint ratings_value_on_scale check (value between 0.5 and 5)
);

-- Follows the foreign key: erasing an item must not read the whole table.
create index ratings_item on ratings (item_id);

-- One row: grows with every change of an item, so that a replica sees with one cheap read that its copy is old.
create table catalogue_revision (
    only_row boolean primary key default true check (only_row),
    revision bigint not null
);

insert into catalogue_revision (revision) values (0);

-- How the service recognises the scale that is in place.
comment on constraint ratings_value_on_scale on ratings is 'a number from 0.5 to 5';
