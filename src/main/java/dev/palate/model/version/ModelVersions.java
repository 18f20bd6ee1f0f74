package dev.palate.model.version;

import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.model.checkpoint.StoredCheckpoint;
import dev.palate.problem.PageParameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The versions in the database. */
@Repository
public class ModelVersions {

    private static final TypeReference<Map<String, Object>> SETTINGS = new TypeReference<>() {};
    private static final String FROM = """
             FROM model_versions v JOIN checkpoints c ON c.id = v.checkpoint_id JOIN models m USING (algorithm)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    ModelVersions(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** The next number of an algorithm, which no other transaction gets; numbers of deleted versions do not come back. */
    public int nextNumber(String algorithm) {
        return jdbc.sql("""
                        INSERT INTO models (algorithm, last_version) VALUES (?, 1)
                        ON CONFLICT (algorithm) DO UPDATE SET last_version = models.last_version + 1
                        RETURNING last_version
                        """).param(algorithm).query(Integer.class).single();
    }

    public void insert(int number, NewVersion version, StoredCheckpoint checkpoint, @Nullable HeldOutScore score) {
        jdbc.sql("""
                        INSERT INTO model_versions (algorithm, version, checkpoint_id, job_id, hyperparameters, epochs,
                            report, provenance, metric, metric_value, popularity_value, created_at)
                        VALUES (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        version.algorithm(),
                        number,
                        checkpoint.id(),
                        version.jobId(),
                        json.writeValueAsString(version.trained().settings()),
                        json.writeValueAsString(version.epochs()),
                        json.writeValueAsString(version.report()),
                        json.writeValueAsString(version.provenance()),
                        score == null ? null : score.metric(),
                        score == null ? null : score.value(),
                        score == null ? null : score.popularity(),
                        OffsetDateTime.now(clock)))
                .update();
    }

    public Optional<ModelVersion> find(String algorithm, int version) {
        return jdbc.sql("SELECT v.*, m.active_version, c.byte_count, c.sha256" + FROM
                        + "WHERE v.algorithm = ? AND v.version = ?")
                .params(algorithm, version)
                .query(this::version)
                .optional();
    }

    /** Where the checkpoint of a version is. */
    public Optional<Long> findCheckpoint(String algorithm, int version) {
        return jdbc.sql("SELECT checkpoint_id FROM model_versions WHERE algorithm = ? AND version = ?")
                .params(algorithm, version)
                .query(Long.class)
                .optional();
    }

    public Optional<Instant> findCreation(String algorithm, int version) {
        return jdbc.sql("SELECT created_at FROM model_versions WHERE algorithm = ? AND version = ?")
                .params(algorithm, version)
                .query((row, n) ->
                        row.getObject("created_at", OffsetDateTime.class).toInstant())
                .optional();
    }

    public Optional<HeldOutScore> findScore(String algorithm, int version) {
        return jdbc.sql("""
                        SELECT metric, metric_value, popularity_value FROM model_versions
                        WHERE algorithm = ? AND version = ? AND metric IS NOT NULL
                        """)
                .params(algorithm, version)
                .query((row, n) -> new HeldOutScore(
                        row.getString("metric"),
                        row.getDouble("metric_value"),
                        row.getObject("popularity_value", Double.class)))
                .optional();
    }

    /** Newest first. */
    public List<ModelVersionSummary> list(String algorithm, PageParameters page) {
        return jdbc.sql("SELECT v.version, v.created_at, v.job_id, v.hyperparameters, v.metric, v.metric_value,"
                        + " v.popularity_value, m.active_version, c.byte_count" + FROM
                        + "WHERE v.algorithm = ? ORDER BY v.version DESC LIMIT ? OFFSET ?")
                .params(algorithm, page.size(), page.offset())
                .query(this::summary)
                .list();
    }

    public long count(String algorithm) {
        return jdbc.sql("SELECT count(*) FROM model_versions WHERE algorithm = ?")
                .param(algorithm)
                .query(Long.class)
                .single();
    }

    /** All but the newest {@code keep}, never the one in service or the one under test. */
    public List<Integer> surplus(String algorithm, int keep) {
        return jdbc.sql("""
                        SELECT version FROM (
                            SELECT version FROM model_versions WHERE algorithm = ?
                            ORDER BY version DESC OFFSET ?) AS older
                        WHERE version IS DISTINCT FROM (SELECT active_version FROM models WHERE algorithm = ?)
                            AND version IS DISTINCT FROM (SELECT s.version FROM traffic_splits s WHERE algorithm = ?)
                        """)
                .params(algorithm, keep, algorithm, algorithm)
                .query(Integer.class)
                .list();
    }

    /** Removes a version; gives the checkpoint that nothing refers to any more. */
    public Optional<Long> delete(String algorithm, int version) {
        return jdbc.sql("DELETE FROM model_versions WHERE algorithm = ? AND version = ? RETURNING checkpoint_id")
                .params(algorithm, version)
                .query(Long.class)
                .optional();
    }

    private ModelVersion version(ResultSet row, int n) throws SQLException {
        int number = row.getInt("version");
        return new ModelVersion(
                row.getString("algorithm"),
                number,
                number == row.getInt("active_version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("job_id", UUID.class),
                json.readValue(row.getString("hyperparameters"), SETTINGS),
                List.of(json.readValue(row.getString("epochs"), EpochFigures[].class)),
                json.readValue(row.getString("report"), EvaluationReport.class),
                json.readValue(row.getString("provenance"), Provenance.class),
                new StoredCheckpoint(
                        row.getLong("checkpoint_id"),
                        row.getLong("byte_count"),
                        HexFormat.of().formatHex(row.getBytes("sha256"))));
    }

    private ModelVersionSummary summary(ResultSet row, int n) throws SQLException {
        int number = row.getInt("version");
        return new ModelVersionSummary(
                number,
                number == row.getInt("active_version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("job_id", UUID.class),
                json.readValue(row.getString("hyperparameters"), SETTINGS),
                row.getString("metric"),
                row.getObject("metric_value", Double.class),
                row.getObject("popularity_value", Double.class),
                row.getLong("byte_count"));
    }
}
