-- The histories that lists are computed from: one read of the interactions gives preferences and exclusions, in one query for users with
-- and without interactions. The functions of V29 stay for processes of the earlier version.

-- What the interactions of each user with each item say at the time "at": the preference (the rule for it is in V22; null: none), the
-- interaction that it comes from with its type, and until when they keep the item out of lists ('infinity': always; null: not at all, or
-- not asked for).
create function interaction_pairs(at timestamptz, bottom double precision, excludes boolean)
returns table (user_id integer, item_id integer, value real, preferred_at timestamptz, type_id smallint, type text, negative boolean,
    half_life_seconds double precision, excluded_until timestamptz)
language sql stable parallel safe as $$
    select distinct on (w.user_id, w.item_id) w.user_id, w.item_id, w.preference::real, w.last_at, w.type_id, w.name, w.negative,
        w.half_life_seconds, w.excluded_until
    from (
        select i.user_id, i.item_id, i.type_id, i.last_at, t.name, t.negative, t.half_life_seconds,
            interaction_preference(t, coalesce(i.value, i.count), i.last_at, at, bottom) as preference,
            max(i.last_at) filter (where not t.negative and t.counts_as is not null) over pair as last_positive,
            max(case
                when not excludes or t.exclusion_seconds = 0 then null
                when t.exclusion_seconds = 'infinity' then 'infinity'
                when i.last_at + make_interval(secs => t.exclusion_seconds) > at
                    then i.last_at + make_interval(secs => t.exclusion_seconds)
            end) over pair as excluded_until
        from interactions i join interaction_types t on t.id = i.type_id
        where t.counts_as is not null or excludes and t.exclusion_seconds > 0
        window pair as (partition by i.user_id, i.item_id)
    ) w
    where w.preference is null or not w.negative or w.last_positive is null or w.last_at > w.last_positive
    order by w.user_id, w.item_id, w.preference is null, w.negative desc, case when w.negative then w.last_at end desc, w.preference desc,
        w.type_id
$$;

create or replace function preferences(at timestamptz, bottom double precision)
returns table (user_id integer, item_id integer, value real, preferred_at timestamptz, type_id smallint, decays boolean)
language sql stable parallel safe as $$
    select r.user_id, r.item_id, r.value, r.rated_at, null::smallint, false
    from ratings r
    union all
    select p.user_id, p.item_id, p.value, p.preferred_at, p.type_id, p.half_life_seconds is not null
    from interaction_pairs(at, bottom, false) p
    where not exists (select from ratings r where r.user_id = p.user_id and r.item_id = p.item_id)
$$;

-- The preferences and exclusions of each of some users at the time "at", one item in a row, by user. An item has a value, an end of its
-- exclusion, both or, if only its exclusion has ended, neither. A user without any has one row without an item. The plans depend as little
-- on the users as those of V29: each session makes one plan for users without interactions, whose query takes less time, and one for all
-- others. Without "offset 0", a plan that was made for empty tables would read all ratings to look for those of one user.
create function histories(at timestamptz, bottom double precision, users text[])
returns table (external_id text, user_id integer, revision bigint, types_revision bigint, item_id text, value real,
    preferred_at timestamptz, type text, half_life_seconds double precision, excluded_until timestamptz, excluded_always boolean,
    negative boolean)
language plpgsql stable
set plan_cache_mode = force_generic_plan set jit = off
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
    if exists (
        select from (select * from users s where s.external_id = any ($3) offset 0) u
        where exists (select from interactions n where n.user_id = u.id offset 0))
    then
        return query
            select u.external_id, u.id, u.revision, (select r.revision from interaction_type_revision r),
                i.external_id, h.value, h.preferred_at, h.type, h.half_life_seconds,
                h.excluded_until, h.excluded_until = 'infinity', h.negative
            from (
                select s.id, s.external_id, s.revision, exists (select from ratings r where r.user_id = s.id offset 0) as rates
                from users s where s.external_id = any ($3) offset 0) u
            left join lateral (
                select r.item_id, r.value, r.rated_at as preferred_at, null::text as type, null::double precision as half_life_seconds,
                    null::timestamptz as excluded_until, false as negative
                from ratings r where r.user_id = u.id
                union all
                select p.item_id, case
                        when not u.rates then p.value
                        when not exists (
                            select from ratings r where r.user_id = p.user_id and r.item_id = p.item_id offset 0) then p.value
                    end, p.preferred_at, p.type, p.half_life_seconds, p.excluded_until, p.negative
                from interaction_pairs($1, $2, true) p where p.user_id = u.id
                offset 0) h on true
            left join lateral (select * from items where items.id = h.item_id offset 0) i on true
            order by u.id;
    else
        return query
            select u.external_id, u.id, u.revision, (select r.revision from interaction_type_revision r),
                i.external_id, r.value, r.rated_at, null::text, null::double precision, null::timestamptz, null::boolean, null::boolean
            from (select * from users s where s.external_id = any ($3) offset 0) u
            left join lateral (select * from ratings where ratings.user_id = u.id offset 0) r on true
            left join lateral (select * from items where items.id = r.item_id offset 0) i on true
            order by u.id;
    end if;
end
$$;
