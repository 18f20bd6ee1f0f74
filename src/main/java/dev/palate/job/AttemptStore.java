package dev.palate.job;

import java.sql.Connection;
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
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Repository;

/**
 * The attempts, and the jobs as their attempts write them; uses {@link JdbcClient} because every write is a fenced
 * statement: it names the attempt and throws {@link AttemptSupersededException} if the job has a newer one or has ended.
 */
@Repository
class AttemptStore {

    private static final String OF_ATTEMPT = " where id = ? and attempt = ? and state = 'RUNNING'";

    private static final String NOT_STALLED = "stalled_attempts = greatest(stalled_attempts - 1, 0)";

    private final JdbcClient jdbc;
    private final Clock clock;

    AttemptStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Begins a new attempt, which counts as stalled until it saves progress or ends; empty if the job has ended. */
    Optional<ClaimedJob> claim(UUID id, String process) {
        Optional<ClaimedJob> claimed =
                jdbc.sql("""
                        update jobs set state = 'RUNNING', attempt = attempt + 1, stalled_attempts = stalled_attempts + 1,
                            started_at = coalesce(started_at, ?)
                        where id = ? and state in ('QUEUED', 'RUNNING') returning *""").params(now(), id).query(AttemptStore::claimed).optional();
        claimed.ifPresent(job -> {
            jdbc.sql("""
                            update job_attempts set outcome = 'TAKEN_OVER', ended_at = ?
                            where job_id = ? and outcome is null""").params(now(), id).update();
            jdbc.sql("insert into job_attempts (job_id, number, process, started_at) values (?, ?, ?, ?)")
                    .params(id, job.attempt(), process, now())
                    .update();
        });
        return claimed;
    }

    /** Locks the job's row until the transaction ends, and writes the warnings. Returns whether a cancellation is requested. */
    boolean hold(UUID id, int attempt, List<String> warnings) {
        return jdbc.sql("update jobs set warnings = ?" + OF_ATTEMPT + " returning cancel_requested")
                .params(warnings.toArray(String[]::new), id, attempt)
                .query(Boolean.class)
                .optional()
                .orElseThrow(() -> new AttemptSupersededException(id, attempt));
    }

    /** Returns whether a cancellation is requested, without locking anything. */
    boolean isCancellationRequested(UUID id, int attempt) {
        return jdbc.sql("select cancel_requested from jobs" + OF_ATTEMPT)
                .params(id, attempt)
                .query(Boolean.class)
                .optional()
                .orElseThrow(() -> new AttemptSupersededException(id, attempt));
    }

    /** Progress is saved with the current transaction: the earlier attempts no longer count as stalled. */
    void advance(UUID id, int attempt) {
        require(jdbc.sql("update jobs set stalled_attempts = 0" + OF_ATTEMPT).params(id, attempt), id, attempt);
    }

    /**
     * As {@link #advance(UUID, int)}, in the transaction of a connection that Spring does not manage. Returns whether a
     * cancellation is requested.
     */
    boolean advance(Connection connection, UUID id, int attempt) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                .sql("update jobs set stalled_attempts = 0" + OF_ATTEMPT + " returning cancel_requested")
                .params(id, attempt)
                .query(Boolean.class)
                .optional()
                .orElseThrow(() -> new AttemptSupersededException(id, attempt));
    }

    /** Whether this attempt has ended the job in that state already. */
    boolean hasEnded(UUID id, int attempt, JobState state) {
        return jdbc.sql("select exists (select from jobs where id = ? and attempt = ? and state = ?)")
                .params(id, attempt, state.name())
                .query(Boolean.class)
                .single();
    }

    void end(UUID id, int attempt, JobState state, @Nullable String failure) {
        require(
                jdbc.sql("update jobs set state = ?, failure = ?, failures = failures + ?, ended_at = ?" + OF_ATTEMPT)
                        .params(Arrays.asList(
                                state.name(), failure, state == JobState.FAILED ? 1 : 0, now(), id, attempt)),
                id,
                attempt);
        endAttempt(id, attempt, state.name(), failure);
    }

    /** Puts a job back into the queue after a failed attempt, which does not count as stalled. */
    void retry(UUID id, int attempt, String failure) {
        require(
                jdbc.sql("update jobs set state = 'QUEUED', failures = failures + 1, " + NOT_STALLED + OF_ATTEMPT)
                        .params(id, attempt),
                id,
                attempt);
        endAttempt(id, attempt, JobState.FAILED.name(), failure);
    }

    /** Puts a job back into the queue that this process cannot finish; the attempt does not count as stalled. */
    void release(UUID id, int attempt, String reason) {
        require(
                jdbc.sql("update jobs set state = 'QUEUED', " + NOT_STALLED + OF_ATTEMPT)
                        .params(id, attempt),
                id,
                attempt);
        endAttempt(id, attempt, "RELEASED", reason);
    }

    /** Records that the process of an attempt that was taken over is alive, so that the attempt does not count as stalled. */
    void survive(UUID id, int attempt) {
        int takenOver = jdbc.sql("""
                        update job_attempts set outcome = 'RELEASED', reason = 'the process lost the database for a while'
                        where job_id = ? and number = ? and outcome = 'TAKEN_OVER'""").params(id, attempt).update();
        if (takenOver > 0) {
            jdbc.sql("update jobs set " + NOT_STALLED + " where id = ?")
                    .param(id)
                    .update();
        }
    }

    private void endAttempt(UUID id, int attempt, String outcome, @Nullable String reason) {
        jdbc.sql("update job_attempts set outcome = ?, reason = ?, ended_at = ? where job_id = ? and number = ?")
                .params(Arrays.asList(outcome, reason, now(), id, attempt))
                .update();
    }

    private static void require(JdbcClient.StatementSpec update, UUID id, int attempt) {
        if (update.update() == 0) {
            throw new AttemptSupersededException(id, attempt);
        }
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    private static ClaimedJob claimed(ResultSet row, int n) throws SQLException {
        return new ClaimedJob(
                row.getObject("id", UUID.class),
                row.getInt("attempt"),
                row.getInt("failures"),
                row.getInt("stalled_attempts"),
                row.getBoolean("cancel_requested"),
                List.of((String[]) row.getArray("warnings").getArray()),
                row.getObject("submitted_at", OffsetDateTime.class).toInstant());
    }
}
