package dev.palate.model.version;

import dev.palate.model.version.Activation.Cause;
import dev.palate.problem.PageParameters;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The activation log through Spring Data JPA, and through {@code JdbcClient} the table {@code models}, because its rows are
 * counters and locks: one row for each algorithm holds the number of the last version and the number of the active version.
 */
@Component
public class Activations {

    /** Notified with the name of an algorithm when another version of it becomes active or comes under test. */
    public static final String CHANNEL = "palate_models";

    private final JdbcClient jdbc;
    private final ActivationRepository log;
    private final Clock clock;

    Activations(JdbcClient jdbc, ActivationRepository log, Clock clock) {
        this.jdbc = jdbc;
        this.log = log;
        this.clock = clock;
    }

    /** The next number of an algorithm, which no other transaction gets. Numbers of deleted versions are not used again. */
    public int nextNumber(String algorithm) {
        return jdbc.sql("""
                        insert into models (algorithm, last_version) values (?, 1)
                        on conflict (algorithm) do update set last_version = models.last_version + 1
                        returning last_version
                        """).param(algorithm).query(Integer.class).single();
    }

    /** The active version of each algorithm that has one; the version that was activated last comes first. */
    public List<VersionId> active() {
        return jdbc.sql("""
                        select algorithm, active_version from models
                        where active_version is not null
                        order by (select max(id) from model_activations a where a.algorithm = models.algorithm) desc
                        """)
                .query((row, n) -> new VersionId(row.getString("algorithm"), row.getInt("active_version")))
                .list();
    }

    /** Makes a version the active one, in the caller's transaction; does nothing if it is active already. */
    public void activate(String algorithm, int version, Cause cause, String reason) {
        Integer previous = lockActive(algorithm);
        if (previous != null && previous == version) {
            return;
        }
        jdbc.sql("update models set active_version = ? where algorithm = ?")
                .params(version, algorithm)
                .update();
        log.save(new ActivationEntity(new VersionId(algorithm, version), previous, cause, reason, clock.instant()));
        notifyReplicas(algorithm);
    }

    /** Makes all replicas read the active versions and the splits when the caller's transaction commits. */
    public void notifyReplicas(String algorithm) {
        jdbc.sql("select pg_notify(?, ?)")
                .params(CHANNEL, algorithm)
                .query((row, n) -> n)
                .list();
    }

    /** The active version, or null; locked until the caller's transaction ends. */
    public @Nullable Integer lockActive(String algorithm) {
        return jdbc.sql("select active_version from models where algorithm = ? for update")
                .param(algorithm)
                .query((row, n) -> Optional.ofNullable(row.getObject("active_version", Integer.class)))
                .optional()
                .flatMap(found -> found)
                .orElse(null);
    }

    /** Newest first. */
    public List<Activation> log(String algorithm, PageParameters page) {
        return log.findByAlgorithmOrderByIdDesc(algorithm, PageRequest.of(page.page(), page.size())).stream()
                .map(ActivationEntity::activation)
                .toList();
    }

    public long count(String algorithm) {
        return log.countByAlgorithm(algorithm);
    }
}
