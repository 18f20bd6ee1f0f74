package dev.palate.model.version;

import dev.palate.model.version.Activation.Cause;
import dev.palate.problem.PageParameters;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which version of each algorithm is in service, and the log of it. */
@Repository
public class Activations {

    /** Notified with an algorithm's name when another version of it came into service or under test. */
    public static final String CHANNEL = "palate_models";

    private final JdbcClient jdbc;
    private final Clock clock;

    Activations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The version in service of each algorithm that has one, the one activated last first. */
    public List<ActiveVersion> active() {
        return jdbc.sql("""
                        SELECT algorithm, active_version FROM models
                        WHERE active_version IS NOT NULL
                        ORDER BY (SELECT max(id) FROM model_activations a WHERE a.algorithm = models.algorithm) DESC
                        """)
                .query((row, n) -> new ActiveVersion(row.getString("algorithm"), row.getInt("active_version")))
                .list();
    }

    /**
     * Puts a version into service, in the caller's transaction; nothing happens if it is there already.
     */
    public void activate(String algorithm, int version, Cause cause, String reason) {
        Integer previous = lockActive(algorithm);
        if (previous != null && previous == version) {
            return;
        }
        jdbc.sql("UPDATE models SET active_version = ? WHERE algorithm = ?")
                .params(version, algorithm)
                .update();
        jdbc.sql("""
                        INSERT INTO model_activations
                            (algorithm, version, previous_version, cause, reason, activated_at)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(algorithm, version, previous, cause.name(), reason, OffsetDateTime.now(clock)))
                .update();
        tellReplicas(algorithm);
    }

    /** Has all replicas look what is in service, when the caller's transaction ends. */
    public void tellReplicas(String algorithm) {
        jdbc.sql("SELECT pg_notify(?, ?)")
                .params(CHANNEL, algorithm)
                .query((row, n) -> n)
                .list();
    }

    /** The version in service, or null; nobody changes it before the caller's transaction ends. */
    @Nullable
    public Integer lockActive(String algorithm) {
        return jdbc.sql("SELECT active_version FROM models WHERE algorithm = ? FOR UPDATE")
                .param(algorithm)
                .query((row, n) -> Optional.ofNullable(row.getObject("active_version", Integer.class)))
                .optional()
                .flatMap(found -> found)
                .orElse(null);
    }

    /** Newest first. */
    public List<Activation> log(String algorithm, PageParameters page) {
        return jdbc.sql("""
                        SELECT * FROM model_activations WHERE algorithm = ?
                        ORDER BY id DESC LIMIT ? OFFSET ?
                        """)
                .params(algorithm, page.size(), page.offset())
                .query((row, n) -> new Activation(
                        row.getString("algorithm"),
                        row.getInt("version"),
                        row.getObject("previous_version", Integer.class),
                        Cause.valueOf(row.getString("cause")).id(),
                        row.getString("reason"),
                        row.getObject("activated_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    public long count(String algorithm) {
        return jdbc.sql("SELECT count(*) FROM model_activations WHERE algorithm = ?")
                .param(algorithm)
                .query(Long.class)
                .single();
    }

    public record ActiveVersion(String algorithm, int version) {}
}
