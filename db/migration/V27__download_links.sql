-- Links with which a browser downloads one file once, because it does not send a key with a download. Any replica can redeem them.
create table download_links (
    -- Of the secret in the link, which is not stored.
    sha256     bytea       primary key check (octet_length(sha256) = 32),
    -- With the query, as the caller requested it.
    path       text        not null check (length(path) between 1 and 2000),
    -- The key whose role the download has; null: there was no key.
    key_id     text        references api_keys,
    expires_at timestamptz not null
);
create index download_links_expires_at on download_links (expires_at);
