-- An import can be cancelled from any process, and a request that is sent again finds the import that it made.
alter table imports
    add column cancel_requested boolean not null default false,
    add column idempotency_key  text constraint imports_idempotency_key unique check (length(idempotency_key) between 1 and 200),
    -- Of the request that came with the key, the file's content included.
    add column request_sha256   text,
    add constraint imports_key_with_request check ((idempotency_key is null) = (request_sha256 is null)),
    drop constraint imports_state_check,
    drop constraint imports_check,
    add constraint imports_state check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    add constraint imports_ended check ((state in ('SUCCEEDED', 'FAILED', 'CANCELLED')) = (ended_at is not null));
