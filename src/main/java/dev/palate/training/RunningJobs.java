package dev.palate.training;

import dev.palate.model.checkpoint.Checkpoints;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * The jobs in the database, as the process that runs one writes them. Every write names the start that it belongs to and
 * throws {@link LostJobException} if the job has been started again since, or has ended.
 */
@Repository
class RunningJobs {

    private static final String OF_START = " WHERE id = ? AND starts = ? AND state = 'RUNNING'";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Checkpoints checkpoints;
    private final TrainingEpochs epochs;

    RunningJobs(JdbcClient jdbc, JsonMapper json, Clock clock, Checkpoints checkpoints, TrainingEpochs epochs) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.checkpoints = checkpoints;
        this.epochs = epochs;
    }

    /** Starts a job once more; empty if it has ended. */
    Optional<ClaimedJob> claim(UUID id) {
        return jdbc.sql("""
                        UPDATE training_jobs SET state = 'RUNNING', starts = starts + 1,
                            stalled_starts = stalled_starts + 1, started_at = coalesce(started_at, ?), seconds_left = NULL
                        WHERE id = ? AND state IN ('QUEUED', 'RUNNING')
                        RETURNING *
                        """)
                .params(OffsetDateTime.now(clock), id)
                .query(this::claimed)
                .optional();
    }

    /** Notes on which data a start trains, and from which saved epoch it goes on; drops what came after that. */
    void begin(JobStart start, String dataDigest, int resumedEpoch) {
        if (resumedEpoch == 0) {
            dropSaved(start);
        }
        epochs.deleteAfter(start.job(), resumedEpoch);
        require(jdbc.sql("UPDATE training_jobs SET data_digest = ?, resumed_epoch = ?, epoch = ?" + OF_START)
                .params(Arrays.asList(
                        dataDigest, resumedEpoch == 0 ? null : resumedEpoch, resumedEpoch, start.job(), start.number()))
                .update());
    }

    /** Keeps what the search of a start has found so far. */
    void writeTuning(JobStart start, JobTuning tuning) {
        require(jdbc.sql("UPDATE training_jobs SET tuning = ?::jsonb" + OF_START)
                .params(json.writeValueAsString(tuning), start.job(), start.number())
                .update());
    }

    /** Writes how far a start is; says whether its cancellation is asked for. */
    boolean write(JobStart start, JobProgress progress) {
        progress.unwritten().forEach(figures -> epochs.put(start.job(), figures));
        if (progress.tuning() != null) {
            writeTuning(start, progress.tuning());
        }
        return jdbc.sql(
                        "UPDATE training_jobs SET epoch = ?, progress = ?, seconds_left = ?, train_seconds = ?, warnings = ?"
                                + OF_START + " RETURNING cancel_requested")
                .params(Arrays.asList(
                        progress.epoch(),
                        progress.progress(),
                        progress.secondsLeft(),
                        progress.trainSeconds(),
                        progress.warnings().toArray(new String[0]),
                        start.job(),
                        start.number()))
                .query(Boolean.class)
                .optional()
                .orElseThrow(LostJobException::new);
    }

    /** Makes a checkpoint the state to resume from, in the place of the one before. */
    void replaceSaved(JobStart start, @Nullable Long checkpoint, @Nullable Integer epoch) {
        Optional<Long> old = jdbc.sql("SELECT saved_checkpoint FROM training_jobs" + OF_START + " FOR UPDATE")
                .params(start.job(), start.number())
                .query((row, n) -> Optional.ofNullable(row.getObject("saved_checkpoint", Long.class)))
                .optional()
                .orElseThrow(LostJobException::new);
        jdbc.sql("UPDATE training_jobs SET saved_checkpoint = ?, saved_epoch = ? WHERE id = ?")
                .params(Arrays.asList(checkpoint, epoch, start.job()))
                .update();
        old.ifPresent(checkpoints::delete);
    }

    /** The starts since the last saved epoch do not count any more. */
    void noteAdvance(JobStart start) {
        require(jdbc.sql("UPDATE training_jobs SET stalled_starts = 0" + OF_START)
                .params(start.job(), start.number())
                .update());
    }

    void succeed(JobStart start, int version, String promotion) {
        dropSaved(start);
        require(jdbc.sql("UPDATE training_jobs SET state = 'SUCCEEDED', progress = 1, seconds_left = NULL, version = ?,"
                        + " promotion = ?, ended_at = ?" + OF_START)
                .params(version, promotion, OffsetDateTime.now(clock), start.job(), start.number())
                .update());
    }

    void fail(JobStart start, String failure) {
        dropSaved(start);
        require(jdbc.sql("UPDATE training_jobs SET state = 'FAILED', failures = failures + 1, seconds_left = NULL,"
                        + " failure = ?, ended_at = ?" + OF_START)
                .params(failure, OffsetDateTime.now(clock), start.job(), start.number())
                .update());
    }

    void cancel(JobStart start) {
        dropSaved(start);
        require(jdbc.sql("UPDATE training_jobs SET state = 'CANCELLED', seconds_left = NULL, ended_at = ?" + OF_START)
                .params(OffsetDateTime.now(clock), start.job(), start.number())
                .update());
    }

    /** Queues a job again after a failed attempt. */
    void retry(JobStart start, List<String> warnings) {
        require(jdbc.sql("UPDATE training_jobs SET state = 'QUEUED', failures = failures + 1, seconds_left = NULL,"
                        + " warnings = ?" + OF_START)
                .params(warnings.toArray(new String[0]), start.job(), start.number())
                .update());
    }

    /** Queues a job again that this process may not finish because it is shutting down; not the job's fault. */
    void handBack(JobStart start) {
        require(jdbc.sql("UPDATE training_jobs SET state = 'QUEUED', stalled_starts = greatest(stalled_starts - 1, 0),"
                        + " seconds_left = NULL" + OF_START)
                .params(start.job(), start.number())
                .update());
    }

    /** The version that a start published, if it did. */
    Optional<Integer> publishedBy(JobStart start) {
        return jdbc.sql("SELECT version FROM training_jobs WHERE id = ? AND starts = ? AND state = 'SUCCEEDED'")
                .params(start.job(), start.number())
                .query(Integer.class)
                .optional();
    }

    private void dropSaved(JobStart start) {
        replaceSaved(start, null, null);
    }

    private static void require(int updated) {
        if (updated == 0) {
            throw new LostJobException();
        }
    }

    private ClaimedJob claimed(ResultSet row, int n) throws SQLException {
        return new ClaimedJob(
                new JobStart(row.getObject("id", UUID.class), row.getInt("starts")),
                json.readValue(row.getString("request"), TrainingOrder.class),
                row.getInt("failures"),
                row.getInt("stalled_starts"),
                row.getBoolean("cancel_requested"),
                List.of((String[]) row.getArray("warnings").getArray()),
                row.getString("data_digest"),
                row.getObject("saved_checkpoint", Long.class),
                row.getObject("saved_epoch", Integer.class),
                row.getObject("submitted_at", OffsetDateTime.class).toInstant(),
                row.getString("tuning") == null ? null : json.readValue(row.getString("tuning"), JobTuning.class));
    }
}
