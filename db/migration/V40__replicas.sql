-- The processes of the service that use this database. One that is alone need not ask whether others have changed a user.
create table replicas (
    id          uuid        primary key,
    -- Grows every second. A process that was not seen for half a minute counts as gone, and registers again before it acknowledges a write.
    seen_at     timestamptz not null,
    -- Until then the process answers without asking. Others acknowledge no write before.
    alone_until timestamptz not null
);
