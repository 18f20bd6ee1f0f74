insert into feedback_secret (secret) values (decode(repeat('ab', 32), 'hex'));

create table recommendation_events_20260131 (like recommendation_events including all);
alter table recommendation_events attach partition recommendation_events_20260131
    for values from ('2026-01-31') to ('2026-02-01');

insert into recommendation_events
    (day, recommendation, item_id, type, user_id, model, version, arm, value, occurred_at) values
    ('2026-01-31', '6f1c2d3e-0000-4000-8000-000000000001', 1, 'shown', 1, 'vae', 1, 'test', null, '2026-01-31 10:00:00Z'),
    ('2026-01-31', '6f1c2d3e-0000-4000-8000-000000000001', 1, 'rated', 1, 'vae', 1, 'test', 4, '2026-01-31 10:01:00Z'),
    ('2026-01-31', '6f1c2d3e-0000-4000-8000-000000000002', 1, 'clicked', null, 'popularity', null, null, null,
     '2026-01-31 10:02:00Z');
