-- Attributes, descriptions and the time in which an item is available.
alter table items
    add column description text,
    add column attributes jsonb not null default '{}' check (jsonb_typeof(attributes) = 'object'),
    add column available_from timestamptz,
    add column available_until timestamptz,
    add constraint items_available check (available_from < available_until);
alter table users
    add column attributes jsonb not null default '{}' check (jsonb_typeof(attributes) = 'object');

-- The estimate of an item's memory, as Item.memory computes it: descriptions and attributes are in memory, too.
create function item_bytes(item items) returns bigint language sql stable as $$
    select item_bytes(item.external_id, item.title, item.categories)
        + coalesce(octet_length(item.description), 0)
        + case when item.attributes = '{}' then 0 else 90 * (select count(*) from jsonb_object_keys(item.attributes))
            + 2 * octet_length(item.attributes::text) end
        + case when item.available_from is null and item.available_until is null then 0 else 50 end
$$;

create or replace function count_item_bytes() returns trigger language plpgsql as $$
declare
    grown bigint := 0;
begin
    if tg_op <> 'DELETE' then
        grown := (select coalesce(sum(item_bytes(added)), 0) from added);
    end if;
    if tg_op <> 'INSERT' then
        grown := grown - (select coalesce(sum(item_bytes(removed)), 0) from removed);
    end if;
    if grown <> 0 then
        update catalogue_revision set bytes = bytes + grown;
    end if;
    return null;
end
$$;
