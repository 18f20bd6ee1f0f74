-- The histories that lists are computed from, without a window over the interactions of each item, without a look-up of each rated item,
-- and without sorting by user. histories() of V39 and interaction_pairs() stay for processes of the earlier version.

-- What each row of interactions says at the time "at": the preference that it represents (null: none), and until when it keeps its item out
-- of lists ('infinity': always; null: not at all, or not asked for). Of the interactions of a user with an item, the first one by
--   value is null, negative_at desc nulls last, value desc, type_id
-- is the preference; the rule is in V22. A negative interaction that is not later than every positive one represents none. An array has the
-- positive types, because it is made once, and not for each negative interaction.
create function interaction_effects(at timestamptz, bottom double precision, excludes boolean)
returns table (user_id integer, item_id integer, type_id smallint, type text, negative boolean, half_life_seconds double precision,
    last_at timestamptz, value real, negative_at timestamptz, excluded_until timestamptz)
language sql stable parallel safe as $$
    select i.user_id, i.item_id, i.type_id, t.name, t.negative, t.half_life_seconds, i.last_at,
        case when not t.negative or not exists (
            select from interactions p
            where p.user_id = i.user_id and p.item_id = i.item_id and p.last_at >= i.last_at
                and p.type_id = any (array(select s.id from interaction_types s where not s.negative and s.counts_as is not null))
        ) then interaction_preference(t, coalesce(i.value, i.count), i.last_at, at, bottom)::real end,
        case when t.negative then i.last_at end,
        case
            when not excludes or t.exclusion_seconds = 0 then null
            when t.exclusion_seconds = 'infinity' then 'infinity'
            when i.last_at + make_interval(secs => t.exclusion_seconds) > at
                then i.last_at + make_interval(secs => t.exclusion_seconds)
        end
    from interactions i join interaction_types t on t.id = i.type_id
    where t.counts_as is not null or excludes and t.exclusion_seconds > 0
$$;

-- As in V39. A caller that does not use excluded_until, as preferences(), has no window in its plan.
create or replace function interaction_pairs(at timestamptz, bottom double precision, excludes boolean)
returns table (user_id integer, item_id integer, value real, preferred_at timestamptz, type_id smallint, type text, negative boolean,
    half_life_seconds double precision, excluded_until timestamptz)
language sql stable parallel safe as $$
    select distinct on (e.user_id, e.item_id) e.user_id, e.item_id, e.value, e.last_at, e.type_id, e.type, e.negative,
        e.half_life_seconds, max(e.excluded_until) over (partition by e.user_id, e.item_id)
    from interaction_effects(at, bottom, excludes) e
    order by e.user_id, e.item_id, e.value is null, e.negative_at desc nulls last, e.value desc, e.type_id
$$;

-- The ratings and interactions of each of some users at the time "at", one in a row. The rows of a user are adjacent, as are those of an
-- item, whose first row is the user's preference for it, if the row has a value; every row can exclude the item. A user without any has
-- one row without an item.
--
-- Each session makes one plan for users without interactions, whose query takes less time, and one for all others. Lateral joins with
-- "offset 0" have only one plan, nested loops in the order of the query, which keeps the rows in order without another sort and does not
-- depend on the users or on the size of the tables when the plan is made.
create function history_entries(at timestamptz, bottom double precision, users text[])
returns table (external_id text, user_id integer, revision bigint, types_revision bigint, item_id text, value real,
    preferred_at timestamptz, type text, half_life_seconds double precision, excluded_until timestamptz, negative boolean)
language plpgsql stable
set plan_cache_mode = force_generic_plan set jit = off set max_parallel_workers_per_gather = 0
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
    if exists (
        select from (select * from users s where s.external_id = any ($3) offset 0) u
        where exists (select from interactions n where n.user_id = u.id offset 0))
    then
        return query
            select u.external_id, u.id, u.revision, (select r.revision from interaction_type_revision r),
                i.external_id, h.value, h.last_at, h.type, h.half_life_seconds, h.excluded_until, h.negative
            from (select * from users s where s.external_id = any ($3) offset 0) u
            left join lateral (
                select e.*
                from (
                    -- A rating comes before all interactions, like a negative interaction that is later than all others.
                    select r.item_id, r.value, r.rated_at as last_at, null::smallint as type_id, null::text as type,
                        null::double precision as half_life_seconds, null::timestamptz as excluded_until, false as negative,
                        'infinity'::timestamptz as negative_at
                    from ratings r where r.user_id = u.id
                    union all
                    select p.item_id, p.value, p.last_at, p.type_id, p.type, p.half_life_seconds, p.excluded_until, p.negative,
                        p.negative_at
                    from interaction_effects($1, $2, true) p where p.user_id = u.id
                ) e
                order by e.item_id, e.value is null, e.negative_at desc nulls last, e.value desc, e.type_id
                offset 0) h on true
            left join lateral (select items.external_id from items where items.id = h.item_id offset 0) i on true;
    else
        return query
            select u.external_id, u.id, u.revision, (select r.revision from interaction_type_revision r),
                i.external_id, r.value, r.rated_at, null::text, null::double precision, null::timestamptz, null::boolean
            from (select * from users s where s.external_id = any ($3) offset 0) u
            left join lateral (select * from ratings where ratings.user_id = u.id offset 0) r on true
            left join lateral (select items.external_id from items where items.id = r.item_id offset 0) i on true;
    end if;
end
$$;
