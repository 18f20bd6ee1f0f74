package dev.palate.model.version;

import dev.palate.core.split.UserSplit;
import dev.palate.model.quality.ModelQuality;
import dev.palate.model.quality.ModelScores;
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
 * counters and locks: one row for each algorithm holds the number of the last version, the number of the active version, and
 * whether the algorithm is pinned.
 */
@Component
public class Activations {

    /** Notified when another version becomes active or comes under test, and when the default model changes. */
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

    /**
     * An active version.
     *
     * @param pinned whether requests that name no model are to get this algorithm
     */
    public record Active(VersionId id, boolean pinned, ModelQuality quality) {}

    /**
     * The active version of each algorithm that has one, the default model first: a pinned one, else the one with the highest lead
     * over popularity. A lead over too few users counts less than any other; without leads, the algorithm that was activated first
     * stays first.
     */
    public List<Active> active() {
        return jdbc.sql("""
                        select m.algorithm, m.active_version, m.pinned, v.distinct_lists,
                            s.metric, s.value, s.popularity, s.users, s.measured_at
                        from models m
                        join model_versions v on v.algorithm = m.algorithm and v.version = m.active_version
                        left join model_scores s on s.algorithm = m.algorithm and s.version = m.active_version
                        order by m.pinned desc, s.users >= :least desc nulls last, s.value - s.popularity desc nulls last,
                            (select min(id) from model_activations a where a.algorithm = m.algorithm)
                        """)
                .param("least", UserSplit.LEAST_TEST_USERS)
                .query((row, n) -> new Active(
                        new VersionId(row.getString("algorithm"), row.getInt("active_version")),
                        row.getBoolean("pinned"),
                        new ModelQuality(ModelScores.read(row), row.getObject("distinct_lists", Double.class))))
                .list();
    }

    /** The ids of {@link #active}. */
    public List<VersionId> activeIds() {
        return active().stream().map(Active::id).toList();
    }

    /**
     * Makes an algorithm answer requests that name no model, in the caller's transaction.
     *
     * @return whether it has an active version; if not, nothing changes
     */
    public boolean pin(String algorithm) {
        lockAll();
        if (lockActive(algorithm) == null) {
            return false;
        }
        jdbc.sql("update models set pinned = false where pinned").update();
        jdbc.sql("update models set pinned = true where algorithm = ?")
                .param(algorithm)
                .update();
        notifyReplicas(algorithm);
        return true;
    }

    /** Ends a pin, in the caller's transaction. */
    public void unpin() {
        lockAll();
        jdbc.sql("update models set pinned = false where pinned").update();
        notifyReplicas("");
    }

    private void lockAll() {
        jdbc.sql("select algorithm from models order by algorithm for update")
                .query(String.class)
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
