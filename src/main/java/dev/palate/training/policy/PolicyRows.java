package dev.palate.training.policy;

import dev.palate.training.TrainingJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The one row of {@code training_policy}; uses {@link JdbcClient} because its lock is the fence of the jobs that it starts. */
@Repository
class PolicyRows {

    private static final String SELECT = "select policy, last_job, last_job_at, created_at from training_policy";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final PolicySettings settings;

    PolicyRows(JdbcClient jdbc, JsonMapper json, PolicySettings settings) {
        this.jdbc = jdbc;
        this.json = json;
        this.settings = settings;
    }

    PolicyRow find() {
        return jdbc.sql(SELECT).query(this::row).single();
    }

    /** The row, which the current transaction then holds; empty if another transaction holds it. */
    Optional<PolicyRow> lock() {
        return jdbc.sql(SELECT + " for update skip locked").query(this::row).optional();
    }

    void put(TrainingPolicy policy) {
        jdbc.sql("update training_policy set policy = ?::jsonb")
                .param(json.writeValueAsString(policy))
                .update();
    }

    /** Records the job that the transaction submits, which holds the row. */
    void started(TrainingJob job) {
        jdbc.sql("update training_policy set last_job = ?, last_job_at = ?")
                .params(job.id(), job.submittedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    private PolicyRow row(ResultSet row, int n) throws SQLException {
        String policy = row.getString("policy");
        Instant createdAt = instant(row, "created_at");
        if (createdAt == null) {
            throw new IllegalStateException("the policy has no time");
        }
        return new PolicyRow(
                policy == null
                        ? PolicyDefaults.policy(settings.enabled())
                        : json.readValue(policy, TrainingPolicy.class),
                row.getObject("last_job", UUID.class),
                instant(row, "last_job_at"),
                createdAt);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
