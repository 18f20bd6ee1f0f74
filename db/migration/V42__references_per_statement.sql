-- Ratings and interactions refer to users, items and types by triggers that check each statement once, instead of by foreign keys, which
-- execute one query for each row and reference: these took half of the time of an import. As foreign keys do, the triggers lock the rows
-- that are referred to, so that they cannot be deleted before the transaction ends. They lock them in the order of their ids, because a
-- writer that locks them in another order than a deletion deadlocks with it.
--
-- The plans of the triggers do not depend on the size of the tables when the session first used them: rows that are referred to are found by
-- an index, and deletions, which are rare, are planned each time.

create function require_users_and_items() returns trigger language plpgsql security definer
set enable_seqscan = off set jit = off
as $$
begin
    if exists (
        select from (select distinct user_id from added order by user_id) a
        where not exists (select from users u where u.id = a.user_id for key share))
    then
        raise foreign_key_violation using
            message = format('a row of %s refers to a user that does not exist', tg_table_name), table = tg_table_name;
    end if;
    if exists (
        select from (select distinct item_id from added order by item_id) a
        where not exists (select from items i where i.id = a.item_id for key share))
    then
        raise foreign_key_violation using
            message = format('a row of %s refers to an item that does not exist', tg_table_name), table = tg_table_name;
    end if;
    return null;
end
$$;

create function require_types() returns trigger language plpgsql security definer
set enable_seqscan = off set jit = off
as $$
begin
    if exists (
        select from (select distinct type_id from added order by type_id) a
        where not exists (select from interaction_types t where t.id = a.type_id for key share))
    then
        raise foreign_key_violation using
            message = 'a row of interactions refers to a type that does not exist', table = tg_table_name;
    end if;
    return null;
end
$$;

-- For the rare row that is given another user, item or type.
create function require_other_user_and_item() returns trigger language plpgsql security definer as $$
begin
    perform from users u where u.id = new.user_id for key share;
    if not found then
        raise foreign_key_violation using
            message = format('a row of %s refers to a user that does not exist', tg_table_name), table = tg_table_name;
    end if;
    perform from items i where i.id = new.item_id for key share;
    if not found then
        raise foreign_key_violation using
            message = format('a row of %s refers to an item that does not exist', tg_table_name), table = tg_table_name;
    end if;
    return null;
end
$$;

create function require_other_type() returns trigger language plpgsql security definer as $$
begin
    perform from interaction_types t where t.id = new.type_id for key share;
    if not found then
        raise foreign_key_violation using
            message = 'a row of interactions refers to a type that does not exist', table = tg_table_name;
    end if;
    return null;
end
$$;

-- A snapshot from before the deletion would hide rows that other transactions have committed since.
create function require_read_committed() returns void language plpgsql as $$
begin
    if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
        raise invalid_transaction_state using
            message = 'users, items and interaction types are deleted with the isolation level read committed';
    end if;
end
$$;

-- It executes after the last table of the statement is empty, and the statement has waited for all writers of the table.
create function refuse_truncation_in_use() returns trigger language plpgsql security definer as $$
begin
    perform require_read_committed();
    if exists (select from interactions) or tg_table_name <> 'interaction_types' and exists (select from ratings) then
        raise foreign_key_violation using
            message = format('ratings or interactions refer to %s, which are to be truncated', tg_table_name),
            hint = 'Truncate ratings and interactions in the same statement.', table = tg_table_name;
    end if;
    return null;
end
$$;

create function refuse_other_id() returns trigger language plpgsql as $$
begin
    raise foreign_key_violation using
        message = format('the id of a row of %s cannot change', tg_table_name), table = tg_table_name;
end
$$;

-- The argument of the trigger is the column that refers to the deleted rows.
create function delete_referring_rows() returns trigger language plpgsql security definer
set enable_seqscan = off set jit = off
as $$
declare
    ids constant integer[] := array(select id from removed);
begin
    perform require_read_committed();
    execute format('delete from ratings where %I = any ($1)', tg_argv[0]) using ids;
    execute format('delete from interactions where %I = any ($1)', tg_argv[0]) using ids;
    return null;
end
$$;

create function keep_types_in_use() returns trigger language plpgsql security definer
set plan_cache_mode = force_custom_plan set enable_seqscan = off set jit = off
as $$
declare
    ids smallint[] := array(select id from removed);
begin
    perform require_read_committed();
    if exists (select from interactions where type_id = any (ids)) then
        raise foreign_key_violation using
            message = 'interactions refer to a type that is to be deleted', table = 'interactions';
    end if;
    return null;
end
$$;

-- As foreign keys do, the triggers need no privileges of the role that writes, and use these tables whatever the search path and the temporary
-- tables of its session are. Nobody else can attach the functions, which act for their owner, to a table.
do $$
declare
    name text;
begin
    foreach name in array array['require_users_and_items', 'require_types', 'require_other_user_and_item', 'require_other_type',
        'refuse_truncation_in_use', 'delete_referring_rows', 'keep_types_in_use']
    loop
        execute format('alter function %I() set search_path = %I, pg_temp', name, current_schema());
        execute format('revoke execute on function %I() from public', name);
    end loop;
end
$$;

-- Readers and writers lock these tables in several orders. Waiting for all of them at once would deadlock with some, therefore each attempt
-- gives up soon, which lets the others go on, and the next one waits longer.
do $$
declare
    configured constant text := current_setting('lock_timeout');
    attempts integer := 0;
begin
    loop
        begin
            attempts := attempts + 1;
            perform set_config('lock_timeout', 300 * attempts || 'ms', true);
            lock table interaction_types, items, users, ratings, interactions in access exclusive mode;
            exit;
        exception when lock_not_available or deadlock_detected then
            perform pg_sleep(0.1);
        end;
    end loop;
    perform set_config('lock_timeout', configured, true);
end
$$;

alter table ratings drop constraint ratings_user, drop constraint ratings_item;
alter table interactions
    drop constraint interactions_user, drop constraint interactions_item, drop constraint interactions_type;

create trigger ratings_references after insert on ratings referencing new table as added
    for each statement execute function require_users_and_items();
create trigger ratings_other_references after update of user_id, item_id on ratings for each row
    when ((old.user_id, old.item_id) is distinct from (new.user_id, new.item_id))
    execute function require_other_user_and_item();

create trigger interactions_references after insert on interactions referencing new table as added
    for each statement execute function require_users_and_items();
create trigger interactions_type after insert on interactions referencing new table as added
    for each statement execute function require_types();
create trigger interactions_other_references after update of user_id, item_id on interactions for each row
    when ((old.user_id, old.item_id) is distinct from (new.user_id, new.item_id))
    execute function require_other_user_and_item();
create trigger interactions_other_type after update of type_id on interactions for each row
    when (old.type_id is distinct from new.type_id)
    execute function require_other_type();

create trigger users_cascade after delete on users referencing old table as removed
    for each statement execute function delete_referring_rows('user_id');
create trigger items_cascade after delete on items referencing old table as removed
    for each statement execute function delete_referring_rows('item_id');
create trigger interaction_types_in_use after delete on interaction_types referencing old table as removed
    for each statement execute function keep_types_in_use();

create trigger users_truncated after truncate on users
    for each statement execute function refuse_truncation_in_use();
create trigger items_truncated after truncate on items
    for each statement execute function refuse_truncation_in_use();
create trigger interaction_types_truncated after truncate on interaction_types
    for each statement execute function refuse_truncation_in_use();

create trigger users_same_id after update of id on users for each row
    when (old.id is distinct from new.id) execute function refuse_other_id();
create trigger items_same_id after update of id on items for each row
    when (old.id is distinct from new.id) execute function refuse_other_id();
create trigger interaction_types_same_id after update of id on interaction_types for each row
    when (old.id is distinct from new.id) execute function refuse_other_id();
