-- The estimated memory of all items, because every process holds them in memory. Triggers count it in the transaction of each change.
create function item_bytes(external_id text, title text, categories text[]) returns bigint language sql stable as $$
    select 250 + octet_length(external_id) + octet_length(title) + 60 * cardinality(categories)
        + octet_length(array_to_string(categories, ''))::bigint
$$;

alter table catalogue_revision add column bytes bigint not null default 0;
update catalogue_revision
    set bytes = (select coalesce(sum(item_bytes(external_id, title, categories)), 0) from items);

create function count_item_bytes() returns trigger language plpgsql as $$
declare
    grown bigint := 0;
begin
    if tg_op <> 'DELETE' then
        grown := (select coalesce(sum(item_bytes(external_id, title, categories)), 0) from added);
    end if;
    if tg_op <> 'INSERT' then
        grown := grown - (select coalesce(sum(item_bytes(external_id, title, categories)), 0) from removed);
    end if;
    if grown <> 0 then
        update catalogue_revision set bytes = bytes + grown;
    end if;
    return null;
end
$$;
create trigger items_added after insert on items referencing new table as added
    for each statement execute function count_item_bytes();
create trigger items_changed after update on items referencing old table as removed new table as added
    for each statement execute function count_item_bytes();
create trigger items_removed after delete on items referencing old table as removed
    for each statement execute function count_item_bytes();

-- Items are imported in batches: how many lines of the file of items are processed. Imports that have written no ratings yet begin
-- with empty counts, as they always did.
alter table imports add column item_lines_done bigint not null default 0;
delete from import_rejections where import_id in (
    select i.id from imports i join jobs j on j.id = i.id where j.ended_at is null and i.lines_done = 0);
update imports set items_written = 0, items_unchanged = 0, rows_rejected = 0
    where lines_done = 0 and id in (select id from jobs where ended_at is null);
