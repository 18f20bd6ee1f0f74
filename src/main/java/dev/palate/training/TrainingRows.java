package dev.palate.training;

import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.training.DeviceReport;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.rating.training.TrainingSet;
import dev.palate.training.order.JobOrder;
import dev.palate.training.progress.TrainingEpochs;
import dev.palate.training.progress.TrainingProgress;
import dev.palate.training.progress.TuningProgress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rows of {@code training_jobs}, what a training adds to a job; uses {@link JdbcClient} because all writes but the first
 * belong to the fenced transactions of an {@link dev.palate.job.Attempt}.
 */
@Repository
class TrainingRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Checkpoints checkpoints;
    private final TrainingEpochs epochs;

    TrainingRows(JdbcClient jdbc, JsonMapper json, Checkpoints checkpoints, TrainingEpochs epochs) {
        this.jdbc = jdbc;
        this.json = json;
        this.checkpoints = checkpoints;
        this.epochs = epochs;
    }

    /** @param reason why the training policy starts the job; null for a job that a request starts */
    void insert(UUID job, JobOrder order, ObjectNode stored, @Nullable String reason) {
        jdbc.sql("""
                        insert into training_jobs (job_id, kind, algorithm, request, reason, changes_before)
                        select ?, ?, ?, ?::jsonb, ?, case when is_called then last_value else 0 end from preference_changes""")
                .params(Arrays.asList(job, order.kind().name(), order.name(), json.writeValueAsString(stored), reason))
                .update();
    }

    Optional<TrainingRow> find(UUID job) {
        return find(List.of(job)).stream().findFirst();
    }

    List<TrainingRow> find(Collection<UUID> jobs) {
        return jdbc.sql("select * from training_jobs where job_id = any (?)")
                .param(jobs.toArray(new UUID[0]))
                .query(this::row)
                .list();
    }

    String algorithm(UUID job) {
        return jdbc.sql("select algorithm from training_jobs where job_id = ?")
                .param(job)
                .query(String.class)
                .single();
    }

    boolean preferencesExist() {
        return jdbc.sql("select exists (select from ratings) or exists (select from interactions)")
                .query(Boolean.class)
                .single();
    }

    /**
     * Records the data of an attempt and the saved epoch or part after which it continues; deletes the epochs that followed, and what was
     * found on other data.
     */
    void begin(UUID job, TrainingSet data, int resumedEpoch) {
        if (resumedEpoch == 0) {
            deleteSaved(job);
        }
        epochs.deleteAfter(job, resumedEpoch);
        jdbc.sql("""
                        update training_jobs set data_digest = :digest, rating_count = :ratings, resumed_epoch = :resumed,
                            epoch = coalesce((select max(e.epoch) from training_epochs e where e.job_id = :job), 0),
                            seconds_left = null,
                            tuning = case when data_digest = :digest then tuning end,
                            selection = case when data_digest = :digest then selection end
                        where job_id = :job""")
                .param("digest", data.digest())
                .param("ratings", data.ratings().size())
                .param("resumed", resumedEpoch == 0 ? null : resumedEpoch)
                .param("job", job)
                .update();
    }

    /** Makes an uploaded file the saved state of a new job: its only state, before any epoch. */
    void insertUpload(UUID job, long checkpoint) {
        replaceSaved(job, checkpoint, 0);
    }

    /**
     * Records the data on which a finished model is measured, which keeps the saved state.
     *
     * @param order with what the model's file says
     */
    void measure(UUID job, TrainingSet data, JsonNode order) {
        jdbc.sql("""
                        update training_jobs set data_digest = ?, rating_count = ?, request = ?::jsonb, seconds_left = null
                        where job_id = ?""")
                .params(data.digest(), data.ratings().size(), json.writeValueAsString(order), job)
                .update();
    }

    void write(UUID job, TrainingProgress progress) {
        if (progress.restartedAfter() != null) {
            epochs.deleteAfter(job, progress.restartedAfter());
        }
        progress.unwritten().forEach(figures -> epochs.put(job, figures));
        if (progress.tuning() != null) {
            writeTuning(job, progress.tuning());
        }
        jdbc.sql("""
                        update training_jobs set epoch = ?, progress = ?, seconds_left = ?, train_seconds = ?,
                            device = coalesce(?::jsonb, device)
                        where job_id = ?""")
                .params(Arrays.asList(
                        progress.epoch(),
                        progress.progress(),
                        progress.secondsLeft(),
                        progress.trainSeconds(),
                        progress.device() == null ? null : json.writeValueAsString(progress.device()),
                        job))
                .update();
    }

    void writeTuning(UUID job, TuningProgress tuning) {
        jdbc.sql("update training_jobs set tuning = ?::jsonb where job_id = ?")
                .params(json.writeValueAsString(tuning), job)
                .update();
    }

    void writeSelection(UUID job, SelectionReport selection) {
        jdbc.sql("update training_jobs set selection = ?::jsonb where job_id = ?")
                .params(json.writeValueAsString(selection), job)
                .update();
    }

    /** Makes a checkpoint the state to resume from, and deletes the previous one. */
    void replaceSaved(UUID job, @Nullable Long checkpoint, @Nullable Integer epoch) {
        Optional<Long> previous = jdbc.sql("select saved_checkpoint from training_jobs where job_id = ? for update")
                .param(job)
                .query((row, n) -> Optional.ofNullable(row.getObject("saved_checkpoint", Long.class)))
                .single();
        jdbc.sql("update training_jobs set saved_checkpoint = ?, saved_epoch = ? where job_id = ?")
                .params(Arrays.asList(checkpoint, epoch, job))
                .update();
        previous.ifPresent(checkpoints::delete);
    }

    /** Deletes the state to resume from: the job has ended, or starts from the beginning. */
    void deleteSaved(UUID job) {
        replaceSaved(job, null, null);
    }

    void publish(UUID job, int version, String promotion) {
        deleteSaved(job);
        jdbc.sql("update training_jobs set progress = 1, version = ?, promotion = ? where job_id = ?")
                .params(version, promotion, job)
                .update();
    }

    /** @param reason why no version is published */
    void endWithoutVersion(UUID job, String reason) {
        deleteSaved(job);
        jdbc.sql("update training_jobs set progress = 1, promotion = ? where job_id = ?")
                .params(reason, job)
                .update();
    }

    private TrainingRow row(ResultSet row, int n) throws SQLException {
        String tuning = row.getString("tuning");
        String selection = row.getString("selection");
        String device = row.getString("device");
        return new TrainingRow(
                row.getObject("job_id", UUID.class),
                (ObjectNode) json.readTree(row.getString("request")),
                row.getInt("epoch"),
                row.getDouble("progress"),
                row.getObject("seconds_left", Double.class),
                row.getDouble("train_seconds"),
                row.getString("data_digest"),
                row.getObject("resumed_epoch", Integer.class),
                row.getObject("saved_checkpoint", Long.class),
                row.getObject("saved_epoch", Integer.class),
                row.getObject("version", Integer.class),
                row.getString("promotion"),
                tuning == null ? null : json.readValue(tuning, TuningProgress.class),
                selection == null ? null : json.readValue(selection, SelectionReport.class),
                device == null ? null : json.readValue(device, DeviceReport.class),
                row.getString("reason"));
    }
}
