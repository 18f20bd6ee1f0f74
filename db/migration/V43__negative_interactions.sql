-- As in V41, but the types are read once instead of for each negative interaction: where most interactions are negative, such as skipped
-- songs, all preferences took seven times as long as with V39.
create or replace function interaction_effects(at timestamptz, bottom double precision, excludes boolean)
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
