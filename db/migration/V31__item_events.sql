-- How many events each item had on each day (UTC), for lists of popular and trending items. An event is a rating, or the interactions of
-- one user with an item of one type on one day: whoever views an item a hundred times a day counts once.

create function utc_day(at timestamptz) returns date language sql immutable parallel safe as $$
    select timezone('UTC', at)::date
$$;

-- The days (UTC, since 1970) with interactions between the first and the last day. Null: there are none, as in most rows. Of interactions
-- from before this migration only the first and the last day are known.
alter table interactions add column middle_days integer[];

create function days_between(days integer[], first_at timestamptz, last_at timestamptz) returns integer[]
language plpgsql immutable parallel safe as $$
begin
    return (select array_agg(distinct d order by d) from unnest(days) d
        where d > utc_day(first_at) - date '1970-01-01' and d < utc_day(last_at) - date '1970-01-01');
end
$$;

-- The middle days of interactions that are added to others. It is a part of the calling query, where most cases need no function call.
create function merged_days(days integer[], first_at timestamptz, last_at timestamptz,
    more integer[], more_first timestamptz, more_last timestamptz)
returns integer[] language sql immutable parallel safe as $$
    select case
        when more is null and utc_day(more_first) = utc_day(last_at) and utc_day(more_last) = utc_day(last_at) then days
        when days is null and more is null
            and utc_day(first_at) = utc_day(last_at) and utc_day(more_first) = utc_day(more_last) then null
        else days_between(
            days || more || array[utc_day(first_at) - date '1970-01-01', utc_day(last_at) - date '1970-01-01',
                utc_day(more_first) - date '1970-01-01', utc_day(more_last) - date '1970-01-01'],
            least(first_at, more_first), greatest(last_at, more_last))
    end
$$;

-- Every event that counts, with its day and type; type 0 is a rating. This is what the tables below add up.
create view counted_events as
    select utc_day(rated_at) as day, item_id, 0::smallint as type_id from ratings
    union all select utc_day(last_at), item_id, type_id from interactions
    union all select utc_day(first_at), item_id, type_id from interactions where utc_day(first_at) <> utc_day(last_at)
    union all select date '1970-01-01' + d, item_id, type_id from interactions, unnest(middle_days) d;

-- What writers have changed and the next merge adds to item_events and item_events_before. Triggers insert rows in the transaction of each
-- change and never update one, so writers do not wait for each other.
create table item_event_changes (
    day     date     not null,
    item_id integer  not null,
    type_id smallint not null,
    events  integer  not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 50000);

-- One row for a week instead of seven for its days: a year of a large catalogue is read in seconds.
create table item_events (
    week      date     not null, -- its Monday
    item_id   integer  not null,
    type_id   smallint not null,
    monday    integer  not null,
    tuesday   integer  not null,
    wednesday integer  not null,
    thursday  integer  not null,
    friday    integer  not null,
    saturday  integer  not null,
    sunday    integer  not null,
    primary key (week, item_id, type_id)
);

-- The events before the weeks that are kept.
create table item_events_before (
    item_id integer  not null,
    type_id smallint not null,
    events  bigint   not null,
    primary key (item_id, type_id)
);

-- One row: the revision grows when counts change. Until the first count of what was stored before this migration, "complete" is false.
create table item_event_revision (
    only_row boolean primary key default true check (only_row),
    revision bigint  not null,
    complete boolean not null
);

insert into item_event_revision (revision, complete) values (0, false);

-- Old days are one day: an import of old ratings needs one row for each item. No week that is kept has such a day.
create function counted_day(at timestamptz) returns date language sql stable parallel safe as $$
    select case when at < now() - interval '400 days' then '-infinity'::date else timezone('UTC', at)::date end
$$;

create function count_rating_events() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into item_event_changes (day, item_id, type_id, events)
            select counted_day(rated_at), item_id, 0, count(*) from added group by 1, 2;
    elsif tg_op = 'DELETE' then
        insert into item_event_changes (day, item_id, type_id, events)
            select counted_day(rated_at), item_id, 0, -count(*) from removed group by 1, 2;
    else
        insert into item_event_changes (day, item_id, type_id, events)
            select day, item_id, 0, sum(n) from (
                select counted_day(rated_at) as day, item_id, 1 as n from added
                union all select counted_day(rated_at), item_id, -1 from removed) changed
            group by 1, 2 having sum(n) <> 0;
    end if;
    return null;
end
$$;
create trigger ratings_added after insert on ratings referencing new table as added
    for each statement execute function count_rating_events();
create trigger ratings_changed after update on ratings referencing old table as removed new table as added
    for each statement execute function count_rating_events();
create trigger ratings_removed after delete on ratings referencing old table as removed
    for each statement execute function count_rating_events();

create function count_interaction_events() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into item_event_changes (day, item_id, type_id, events)
            select day, item_id, type_id, count(*) from (
                select counted_day(last_at) as day, item_id, type_id from added
                union all select counted_day(first_at), item_id, type_id from added where utc_day(first_at) <> utc_day(last_at)
                union all select counted_day(to_timestamp(d * 86400.0)), item_id, type_id from added, unnest(middle_days) d) changed
            group by 1, 2, 3;
    elsif tg_op = 'DELETE' then
        insert into item_event_changes (day, item_id, type_id, events)
            select day, item_id, type_id, -count(*) from (
                select counted_day(last_at) as day, item_id, type_id from removed
                union all select counted_day(first_at), item_id, type_id from removed where utc_day(first_at) <> utc_day(last_at)
                union all select counted_day(to_timestamp(d * 86400.0)), item_id, type_id from removed, unnest(middle_days) d) changed
            group by 1, 2, 3;
    else
        insert into item_event_changes (day, item_id, type_id, events)
            select day, item_id, type_id, sum(n) from (
                select counted_day(last_at) as day, item_id, type_id, 1 as n from added
                union all select counted_day(first_at), item_id, type_id, 1 from added where utc_day(first_at) <> utc_day(last_at)
                union all select counted_day(to_timestamp(d * 86400.0)), item_id, type_id, 1 from added, unnest(middle_days) d
                union all select counted_day(last_at), item_id, type_id, -1 from removed
                union all select counted_day(first_at), item_id, type_id, -1 from removed where utc_day(first_at) <> utc_day(last_at)
                union all select counted_day(to_timestamp(d * 86400.0)), item_id, type_id, -1 from removed, unnest(middle_days) d) changed
            group by 1, 2, 3 having sum(n) <> 0;
    end if;
    return null;
end
$$;
create trigger interactions_added after insert on interactions referencing new table as added
    for each statement execute function count_interaction_events();
create trigger interactions_changed after update on interactions referencing old table as removed new table as added
    for each statement execute function count_interaction_events();
create trigger interactions_removed after delete on interactions referencing old table as removed
    for each statement execute function count_interaction_events();

-- When the item was created; null: before this migration. For lists of the latest items.
alter table items add column created_at timestamptz;
alter table items alter column created_at set default now();
