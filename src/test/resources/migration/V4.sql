insert into imports (id, name, file, uploaded, options, state, starts, rows_read, rows_written, rows_rejected, lines_done,
        note, failure, submitted_at, started_at, ended_at)
    select ('00000000-0000-0000-0001-' || lpad(n::text, 12, '0'))::uuid, 'ratings.csv', '/tmp/' || n, true, '{}', state, 1,
        1000, 990, 10, 1001, 'Resumed behind line 500.', case state when 'FAILED' then 'damaged' end, now(), now(),
        case when state in ('SUCCEEDED', 'FAILED') then now() end
    from (select n, (array['SUCCEEDED', 'FAILED', 'QUEUED', 'RUNNING'])[1 + n % 4] as state
          from generate_series(1, 20) n) import;
insert into import_rejections (import_id, position, file, line, content, reason, user_id)
    select id, n, 'ratings.csv', n, 'u' || n || ',i1,6', 'off the scale', 'u' || n from imports, generate_series(1, 10) n;
insert into scheduled_imports (task_name, task_instance, execution_time, picked, version)
    select 'import', id, now(), false, 1 from imports where ended_at is null;
