update interaction_type_revision set revision = 1;
insert into interaction_types (name, counts_as, half_life_seconds, exclusion_seconds) values ('purchase', 5, 15552000, 'infinity');
insert into interactions (user_id, item_id, type_id, first_at, last_at, count, value)
    select u.id, i.id, t.id, '2026-01-01 00:00:00Z', '2026-02-01 00:00:00Z', 2, 1.5
    from interaction_types t, (select min(id) as id from users) u, (select min(id) as id from items) i;
insert into interaction_event_ids (id, user_id) select 'order-1', min(id) from users;
