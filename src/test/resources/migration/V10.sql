insert into traffic_splits (algorithm, version, share, started_at) values ('step', 10, 0.1, '2026-01-31 10:00:00Z');
