-- The stream of all jobs reads the unfinished ones again and again.
create index jobs_unfinished on jobs (kind, submitted_at) where ended_at is null;

-- Finds users by any part of their id. A server without the extension reads all ids instead.
do $$
begin
    create extension if not exists pg_trgm;
    create index users_external_id_trigrams on users using gin (external_id gin_trgm_ops);
exception when others then
    raise warning 'A search for a part of a user id will read all ids: pg_trgm is not available: %', sqlerrm;
end
$$;
