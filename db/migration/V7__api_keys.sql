-- A key's secret has 256 random bits: one round of SHA-256 cannot be searched, so nothing slower guards it.
-- A revoked key stays: as long as there is a row, the service never opens itself again.
CREATE TABLE api_keys (
    id         text        PRIMARY KEY CHECK (id ~ '^[0-9a-f]{16}$'),
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    role       text        NOT NULL CHECK (role IN ('METRICS', 'READ', 'WRITE', 'TRAIN', 'ADMIN')),
    sha256     bytea       NOT NULL CHECK (octet_length(sha256) = 32),
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX api_keys_newest ON api_keys (created_at DESC, id);
