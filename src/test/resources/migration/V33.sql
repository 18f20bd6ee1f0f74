insert into experiments (name, metric, minimum_lift, arms, started_at, ended_at, winner, reason) values
    ('home', 'clicks-per-list', 0.05,
     '[{"name": "plain", "share": 0.5}, {"name": "ease", "share": 0.5, "model": "ease", "version": 3}]',
     '2026-01-31 10:00:00Z', null, null, null),
    ('cart', 'hit-rate', 0.1, '[{"name": "a", "share": 0.5}, {"name": "b", "share": 0.5}]',
     '2026-01-31 10:00:00Z', '2026-02-28 10:00:00Z', 1, '12 % more');

insert into recommendation_events
    (day, recommendation, item_id, type, user_id, model, version, occurred_at, experiment, experiment_arm) values
    ('2026-01-31', '6f1c2d3e-0000-4000-8000-000000000003', 1, 'shown', 1, 'vae', 1, '2026-01-31 10:00:00Z', 1, 0);
