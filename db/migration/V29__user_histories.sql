-- The histories that lists are computed from. Planning one of these queries takes twice as long as executing it, and its plan does not
-- depend on the users, so each session plans it once. The plan may be made while the tables are empty: the settings and "offset 0" then
-- keep it from reading tables and indexes from beginning to end. Up to PostgreSQL 17, plans with a switched-off scan have an enormous cost,
-- at which they would be compiled.

-- The ratings of each of some users, one in a row, by user, and whether the user has interactions. A user without ratings has one row
-- without an item.
create function rating_histories(users text[])
returns table (external_id text, user_id integer, revision bigint, types_revision bigint, item_id text, value real,
    rated_at timestamptz, interacts boolean)
language plpgsql stable
set plan_cache_mode = force_generic_plan set jit = off
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
    return query
        select u.external_id, u.id, u.revision, (select t.revision from interaction_type_revision t),
            i.external_id, r.value, r.rated_at, u.interacts
        from (
            -- "offset 0" has the interactions looked up once for each user instead of once for each rating.
            select s.id, s.external_id, s.revision, exists (select from interactions n where n.user_id = s.id) as interacts
            from users s where s.external_id = any ($1) offset 0) u
        left join lateral (select * from ratings where ratings.user_id = u.id offset 0) r on true
        left join lateral (select * from items where items.id = r.item_id offset 0) i on true
        order by u.id;
end
$$;

-- The preferences and exclusions of each of some users at the time "at", one in a row, by user. Preferences have a value, exclusions an
-- end. A user without any has one row without an item.
create function user_histories(at timestamptz, bottom double precision, users text[])
returns table (external_id text, user_id integer, revision bigint, types_revision bigint, item_id text, value real,
    preferred_at timestamptz, type text, half_life_seconds double precision, excluded_until timestamptz,
    excluded_always boolean, negative boolean)
language plpgsql stable
set plan_cache_mode = force_generic_plan set jit = off
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
    return query
        select u.external_id, u.id, u.revision, (select r.revision from interaction_type_revision r),
            i.external_id, h.value, h.preferred_at, t.name, case when h.decays then t.half_life_seconds end,
            h.excluded_until, h.excluded_until = 'infinity', t.negative
        from (select * from users s where s.external_id = any ($3) offset 0) u
        left join lateral (
            select p.item_id, p.value, p.preferred_at, p.type_id, p.decays, null::timestamptz as excluded_until
            from preferences($1, $2) p where p.user_id = u.id
            union all
            select e.item_id, null, null, null, false, e.excluded_until
            from exclusions($1) e where e.user_id = u.id
            offset 0) h on true
        left join lateral (select * from items where items.id = h.item_id offset 0) i on true
        left join lateral (select * from interaction_types where interaction_types.id = h.type_id offset 0) t on true
        order by u.id;
end
$$;
