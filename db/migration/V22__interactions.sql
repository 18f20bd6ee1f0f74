-- Interactions: views, purchases, plays and other events, instead of or next to ratings.
create table interaction_types (
    id          smallint generated always as identity primary key,
    -- Null: the type is deleted, and its interactions are being erased. It then represents no preference and excludes nothing.
    name        text collate "C",
    -- Of a deleted type: the users up to this row have no interactions of it any more.
    erased_up_to integer not null default 0,
    -- Positive interactions say what a user likes, negative ones what a user dislikes.
    negative    boolean not null default false,
    -- The rating that an interaction represents; null: no preference. With a value scale it is what the highest value represents.
    counts_as   double precision,
    -- How the value of an interaction, or the number of interactions if there is none, becomes a rating from counts_as_least
    -- to counts_as. linear, log: value_bounds has the two values that represent both ends; quantile: ascending limits of the steps.
    value_scale     text check (value_scale in ('linear', 'log', 'quantile')),
    counts_as_least double precision,
    value_bounds    double precision[],
    -- The time after which half of a preference above the bottom of the scale remains; null: it does not decay.
    half_life_seconds double precision check (half_life_seconds > 0),
    -- How long an interaction keeps its item out of the user's lists: 0 for never, infinity for always.
    exclusion_seconds double precision not null default 0 check (exclusion_seconds >= 0),
    constraint interaction_types_name_unique unique (name),
    constraint interaction_types_name_length check (length(name) between 1 and 50),
    constraint interaction_types_value_scale check (
        value_scale is null
        or counts_as is not null and counts_as_least is not null and cardinality(value_bounds) >= 1),
    constraint interaction_types_decay check (half_life_seconds is null or not negative and counts_as is not null)
);

-- One row: grows with every change of a type, because that changes the preferences of all users.
create table interaction_type_revision (
    only_row boolean primary key default true check (only_row),
    revision bigint not null
);

insert into interaction_type_revision (revision) values (0);

-- One row for all interactions of a type between a user and an item.
create table interactions (
    user_id  integer not null,
    item_id  integer not null,
    first_at timestamptz not null,
    last_at  timestamptz not null,
    count    integer not null default 1 check (count > 0),
    -- Of the latest interaction: a quantity, a duration, a number of plays.
    value    real,
    type_id  smallint not null,
    -- The import that changed the row last, by imports.number; null: only requests have changed it.
    import_number integer,
    -- The row as it was before that import: its events count unless they are between these times, whichever of its batches they
    -- are in, and an import that repeats one that was not completed counts from here. Null times: the import created the row.
    first_before timestamptz,
    last_before  timestamptz,
    count_before integer not null default 0 check (count_before >= 0),
    primary key (user_id, item_id, type_id),
    constraint interactions_user foreign key (user_id) references users on delete cascade,
    constraint interactions_item foreign key (item_id) references items on delete cascade,
    constraint interactions_type foreign key (type_id) references interaction_types,
    constraint interactions_times check (first_at <= last_at),
    constraint interactions_value_finite check (value > '-infinity' and value < 'infinity')
);

create index interactions_item on interactions (item_id);
-- For the deletion of a type and for quantiles of rare types.
create index interactions_type on interactions (type_id);

alter table imports
    -- Shorter than the id, for the rows that the import changes.
    add column number integer generated always as identity,
    -- Rows of interactions whose type the options ignore.
    add column rows_ignored bigint not null default 0;

-- The caller's ids of events that were stored recently: an event with one of these ids is not stored again.
create table interaction_event_ids (
    id          text collate "C" primary key,
    user_id     integer not null references users on delete cascade,
    received_at timestamptz not null default now(),
    constraint interaction_event_ids_length check (length(id) between 1 and 200)
);

create index interaction_event_ids_user on interaction_event_ids (user_id);
create index interaction_event_ids_received_at on interaction_event_ids (received_at);

-- The rating that one interaction represents at a time.
create function interaction_preference(
    type interaction_types, value double precision, last_at timestamptz, at timestamptz, bottom double precision)
returns double precision language sql immutable parallel safe as $$
    select bottom + (case type.value_scale
            when 'linear' then type.counts_as_least + (type.counts_as - type.counts_as_least)
                * least(1, greatest(0, (value - type.value_bounds[1]) / (type.value_bounds[2] - type.value_bounds[1])))
            when 'log' then type.counts_as_least + (type.counts_as - type.counts_as_least)
                * least(1, greatest(0, ln(greatest(value, type.value_bounds[1]) / type.value_bounds[1])
                    / ln(type.value_bounds[2] / type.value_bounds[1])))
            when 'quantile' then type.counts_as_least + (type.counts_as - type.counts_as_least)
                * width_bucket(value, type.value_bounds) / cardinality(type.value_bounds)
            else type.counts_as
        end - bottom)
        * case when type.half_life_seconds is null then 1
            -- power() fails on results that are too small, as does the conversion of the preference to real.
            else power(0.5, least(100, greatest(0, extract(epoch from at - last_at)) / type.half_life_seconds)) end
$$;

-- The one definition of a preference, for training, lists and exports. At the time "at", the preference of a user for an item is
--   1. the user's rating of the item, if there is one (type_id is null);
--   2. otherwise the latest negative interaction, if it is later than every positive one;
--   3. otherwise the highest of the positive interactions, each of which decays towards the bottom of the scale.
-- Types without counts_as represent no preference.
create function preferences(at timestamptz, bottom double precision)
returns table (user_id integer, item_id integer, value real, preferred_at timestamptz, type_id smallint, decays boolean)
language sql stable parallel safe as $$
    select r.user_id, r.item_id, r.value, r.rated_at, null::smallint, false
    from ratings r
    union all
    select p.user_id, p.item_id, p.preference::real, p.last_at, p.type_id, p.decays
    from (
        select distinct on (w.user_id, w.item_id) w.*
        from (
            select i.user_id, i.item_id, i.type_id, i.last_at, t.negative, t.half_life_seconds is not null as decays,
                interaction_preference(t, coalesce(i.value, i.count), i.last_at, at, bottom) as preference,
                max(i.last_at) filter (where not t.negative) over (partition by i.user_id, i.item_id) as last_positive
            from interactions i join interaction_types t on t.id = i.type_id
            where t.counts_as is not null
        ) w
        where not w.negative or w.last_positive is null or w.last_at > w.last_positive
        order by w.user_id, w.item_id, w.negative desc, case when w.negative then w.last_at end desc, w.preference desc, w.type_id
    ) p
    where not exists (select from ratings r where r.user_id = p.user_id and r.item_id = p.item_id)
$$;

-- The items that interactions keep out of a user's lists at the time "at", and until when ('infinity': always).
create function exclusions(at timestamptz)
returns table (user_id integer, item_id integer, excluded_until timestamptz)
language sql stable parallel safe as $$
    select i.user_id, i.item_id, max(
        case when t.exclusion_seconds = 'infinity' then 'infinity'::timestamptz
            else i.last_at + make_interval(secs => t.exclusion_seconds) end)
    from interactions i join interaction_types t on t.id = i.type_id
    where t.exclusion_seconds > 0
        and (t.exclusion_seconds = 'infinity' or i.last_at + make_interval(secs => t.exclusion_seconds) > at)
    group by i.user_id, i.item_id
$$;
