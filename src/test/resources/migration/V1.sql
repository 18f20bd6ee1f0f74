insert into users (external_id) select 'u' || n from generate_series(1, 500) n;
insert into items (external_id, title, year, categories)
    select 'i' || n, 'Item ' || n, 1900 + n % 120, array['Drama', 'Comedy'] from generate_series(1, 500) n;
insert into ratings (user_id, item_id, value, rated_at)
    select u.id, i.id, 0.5 + (u.id * 7 + i.id * 3) % 10 / 2.0, timestamptz '2020-02-03 04:05:06Z' + i.id * interval '1 s'
    from users u, items i where (u.id + i.id) % 5 = 0;
update catalogue_revision set revision = 7;
