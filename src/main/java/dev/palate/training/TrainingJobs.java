package dev.palate.training;

import dev.palate.model.version.EpochFigures;
import dev.palate.problem.PageParameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The jobs in the database, as everybody but the process that runs one sees them. */
@Repository
class TrainingJobs {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final TrainingEpochs epochs;

    TrainingJobs(JdbcClient jdbc, JsonMapper json, Clock clock, TrainingEpochs epochs) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.epochs = epochs;
    }

    /** Queues a job; false if the key was used before. */
    boolean insert(UUID id, TrainingOrder order, @Nullable String idempotencyKey) {
        return jdbc.sql("""
                                INSERT INTO training_jobs (id, kind, algorithm, state, request, idempotency_key, submitted_at)
                                VALUES (?, ?, ?, 'QUEUED', ?::jsonb, ?, ?)
                                ON CONFLICT (idempotency_key) DO NOTHING
                                """)
                        .params(Arrays.asList(
                                id,
                                order.kind().name(),
                                order.algorithm(),
                                json.writeValueAsString(order),
                                idempotencyKey,
                                OffsetDateTime.now(clock)))
                        .update()
                == 1;
    }

    Optional<UUID> findByKey(String idempotencyKey) {
        return jdbc.sql("SELECT id FROM training_jobs WHERE idempotency_key = ?")
                .param(idempotencyKey)
                .query(UUID.class)
                .optional();
    }

    /** Whether a job was made of that very order. */
    boolean hasOrder(UUID id, TrainingOrder order) {
        return jdbc.sql("SELECT request = ?::jsonb FROM training_jobs WHERE id = ?")
                .params(json.writeValueAsString(order), id)
                .query(Boolean.class)
                .single();
    }

    Optional<TrainingJob> find(UUID id) {
        return find(List.of(id)).stream().findFirst();
    }

    List<TrainingJob> find(Collection<UUID> ids) {
        Map<UUID, List<EpochFigures>> figures = epochs.find(ids);
        return jdbc.sql("SELECT * FROM training_jobs WHERE id = ANY (?)")
                .param(ids.toArray(new UUID[0]))
                .query((row, n) -> job(row, figures))
                .list();
    }

    /** Newest first. */
    List<TrainingJob> list(@Nullable JobState state, PageParameters page) {
        List<UUID> ids = jdbc.sql(
                        state == null
                                ? "SELECT id FROM training_jobs ORDER BY submitted_at DESC, id LIMIT :size OFFSET :offset"
                                : "SELECT id FROM training_jobs WHERE state = :state ORDER BY submitted_at DESC, id LIMIT :size OFFSET :offset")
                .param("state", state == null ? null : state.name())
                .param("size", page.size())
                .param("offset", page.offset())
                .query(UUID.class)
                .list();
        List<TrainingJob> found = find(ids);
        return ids.stream()
                .flatMap(id -> found.stream().filter(job -> job.id().equals(id)))
                .toList();
    }

    long count(@Nullable JobState state) {
        return state == null
                ? jdbc.sql("SELECT count(*) FROM training_jobs")
                        .query(Long.class)
                        .single()
                : jdbc.sql("SELECT count(*) FROM training_jobs WHERE state = ?")
                        .param(state.name())
                        .query(Long.class)
                        .single();
    }

    boolean ratingsExist() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM ratings)")
                .query(Boolean.class)
                .single();
    }

    /** Ends a job that waits. False if it does not wait any more. */
    boolean cancelQueued(UUID id) {
        return jdbc.sql("""
                                UPDATE training_jobs SET state = 'CANCELLED', cancel_requested = true, ended_at = ?
                                WHERE id = ? AND state = 'QUEUED'
                                """).params(OffsetDateTime.now(clock), id).update() == 1;
    }

    /** Tells the process that runs a job to stop. False if it does not run. */
    boolean requestCancellation(UUID id) {
        return jdbc.sql("UPDATE training_jobs SET cancel_requested = true WHERE id = ? AND state = 'RUNNING'")
                        .param(id)
                        .update()
                == 1;
    }

    private TrainingOrder order(ResultSet row) throws SQLException {
        return json.readValue(row.getString("request"), TrainingOrder.class);
    }

    private @Nullable JobTuning tuning(ResultSet row) throws SQLException {
        String tuning = row.getString("tuning");
        return tuning == null ? null : json.readValue(tuning, JobTuning.class);
    }

    private TrainingJob job(ResultSet row, Map<UUID, List<EpochFigures>> figures) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        JobTuning tuning = tuning(row);
        TrainingOrder order = tuning == null ? order(row) : order(row).with(tuning);
        return new TrainingJob(
                id,
                order.kind(),
                order.algorithm(),
                JobState.valueOf(row.getString("state")),
                row.getInt("epoch"),
                row.getDouble("progress"),
                row.getObject("seconds_left", Double.class),
                row.getDouble("train_seconds"),
                order.hyperparameters(),
                order.evaluation(),
                order.seed(),
                order.promote().id(),
                order.warmStart(),
                figures.getOrDefault(id, List.of()),
                row.getObject("version", Integer.class),
                row.getString("promotion"),
                row.getString("failure"),
                List.of((String[]) row.getArray("warnings").getArray()),
                row.getInt("starts"),
                row.getObject("resumed_epoch", Integer.class),
                row.getBoolean("cancel_requested"),
                instant(row, "submitted_at"),
                nullableInstant(row, "started_at"),
                nullableInstant(row, "ended_at"),
                tuning);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant nullableInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
