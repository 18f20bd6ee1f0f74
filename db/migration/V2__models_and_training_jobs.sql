-- Checkpoints: the bytes of a trained model or of an interrupted training, in bounded chunks.
-- The row is written after its chunks, when size and digest are known, hence the deferred key.
CREATE SEQUENCE checkpoint_ids;

CREATE TABLE checkpoints (
    id         bigint      PRIMARY KEY,
    byte_count bigint      NOT NULL CHECK (byte_count > 0),
    sha256     bytea       NOT NULL CHECK (octet_length(sha256) = 32),
    created_at timestamptz NOT NULL
);

CREATE TABLE checkpoint_chunks (
    checkpoint_id bigint  NOT NULL
        REFERENCES checkpoints ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    position      integer NOT NULL CHECK (position >= 0),
    bytes         bytea   NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 4194304),
    PRIMARY KEY (checkpoint_id, position)
);
-- Floating-point weights do not compress; trying costs more than the disk does.
ALTER TABLE checkpoint_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE training_jobs (
    id               uuid             PRIMARY KEY,
    kind             text             NOT NULL CHECK (kind IN ('TRAIN', 'TUNE')),
    algorithm        text             NOT NULL CHECK (algorithm <> ''),
    state            text             NOT NULL
        CHECK (state IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    request          jsonb            NOT NULL,
    idempotency_key  text             UNIQUE CHECK (length(idempotency_key) BETWEEN 1 AND 200),
    cancel_requested boolean          NOT NULL DEFAULT false,
    -- Grows with every start. Who writes must name the start that it belongs to, so that a process that was taken for dead
    -- cannot write into the job of its successor.
    starts           integer          NOT NULL DEFAULT 0 CHECK (starts >= 0),
    failures         integer          NOT NULL DEFAULT 0 CHECK (failures >= 0),
    stalled_starts   integer          NOT NULL DEFAULT 0 CHECK (stalled_starts >= 0),
    epoch            integer          NOT NULL DEFAULT 0 CHECK (epoch >= 0),
    progress         double precision NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
    seconds_left     double precision CHECK (seconds_left >= 0),
    train_seconds    double precision NOT NULL DEFAULT 0 CHECK (train_seconds >= 0),
    data_digest      text,
    resumed_epoch    integer          CHECK (resumed_epoch >= 0),
    saved_checkpoint bigint           REFERENCES checkpoints,
    saved_epoch      integer          CHECK (saved_epoch > 0),
    warnings         text[]           NOT NULL DEFAULT '{}',
    failure          text,
    version          integer          CHECK (version > 0),
    promotion        text,
    submitted_at     timestamptz      NOT NULL,
    started_at       timestamptz,
    ended_at         timestamptz,
    CHECK ((state IN ('QUEUED', 'RUNNING')) = (ended_at IS NULL)),
    CHECK ((state = 'FAILED') = (failure IS NOT NULL)),
    CHECK ((state = 'SUCCEEDED') = (version IS NOT NULL)),
    CHECK ((saved_checkpoint IS NULL) = (saved_epoch IS NULL))
);
CREATE INDEX training_jobs_newest ON training_jobs (submitted_at DESC, id);
CREATE INDEX training_jobs_newest_of_state ON training_jobs (state, submitted_at DESC, id);
CREATE UNIQUE INDEX training_jobs_saved_checkpoint ON training_jobs (saved_checkpoint)
    WHERE saved_checkpoint IS NOT NULL;

CREATE TABLE training_epochs (
    job_id              uuid             NOT NULL REFERENCES training_jobs ON DELETE CASCADE,
    epoch               integer          NOT NULL CHECK (epoch > 0),
    train_loss          double precision NOT NULL,
    metrics             jsonb            NOT NULL,
    train_seconds       double precision NOT NULL CHECK (train_seconds >= 0),
    examples_per_second double precision NOT NULL CHECK (examples_per_second >= 0),
    PRIMARY KEY (job_id, epoch)
);

CREATE TABLE models (
    algorithm      text    PRIMARY KEY,
    last_version   integer NOT NULL CHECK (last_version > 0),
    active_version integer
);

CREATE TABLE model_versions (
    algorithm        text             NOT NULL REFERENCES models,
    version          integer          NOT NULL CHECK (version > 0),
    checkpoint_id    bigint           NOT NULL UNIQUE REFERENCES checkpoints,
    job_id           uuid             REFERENCES training_jobs,
    hyperparameters  jsonb            NOT NULL,
    epochs           jsonb            NOT NULL,
    report           jsonb            NOT NULL,
    provenance       jsonb            NOT NULL,
    metric           text,
    metric_value     double precision,
    popularity_value double precision,
    created_at       timestamptz      NOT NULL,
    PRIMARY KEY (algorithm, version),
    CHECK ((metric IS NULL) = (metric_value IS NULL))
);
ALTER TABLE models ADD FOREIGN KEY (algorithm, active_version) REFERENCES model_versions;

CREATE FUNCTION reject_model_version_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'model version % of % is immutable', OLD.version, OLD.algorithm;
END
$$;
CREATE TRIGGER model_versions_are_immutable BEFORE UPDATE ON model_versions
    FOR EACH ROW EXECUTE FUNCTION reject_model_version_update();

-- Says what was served when, also after a version is gone.
CREATE TABLE model_activations (
    id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    algorithm        text        NOT NULL REFERENCES models,
    version          integer     NOT NULL CHECK (version > 0),
    previous_version integer     CHECK (previous_version > 0),
    cause            text        NOT NULL CHECK (cause IN ('JOB', 'REQUEST')),
    reason           text        NOT NULL,
    activated_at     timestamptz NOT NULL
);
CREATE INDEX model_activations_of_algorithm ON model_activations (algorithm, id);

-- db-scheduler's own table, as its version 16 expects it.
CREATE TABLE scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);
