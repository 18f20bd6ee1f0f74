package dev.palate.scenario;

import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes scenarios with Spring Data JPA, because a scenario has an identity and a life cycle. Every change adds a version and increments
 * the revision in the same transaction, and changes exclude each other.
 */
@Retryable(includes = PessimisticLockingFailureException.class, delay = 20, jitter = 20)
@Repository
class ScenarioStore {

    static final int MOST_SCENARIOS = 1000;

    private final ScenarioRows rows;
    private final Clock clock;

    ScenarioStore(ScenarioRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    long revision() {
        return rows.revision();
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public ScenarioSnapshot snapshot() {
        return ScenarioSnapshot.of(
                rows.revision(),
                rows.findAllInUse().stream()
                        .map(ScenarioVersionEntity::scenario)
                        .toList());
    }

    /**
     * The versions of a scenario, the latest first, deleted ones included.
     *
     * @throws UnknownScenarioException if there never was such a scenario
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Page<Scenario> versions(String name, PageParameters page) {
        long total = rows.countVersions(name);
        if (total == 0) {
            throw UnknownScenarioException.named(name, snapshot().names());
        }
        List<Scenario> versions = rows.findVersions(name, page.offset(), page.size()).stream()
                .map(ScenarioVersionEntity::scenario)
                .toList();
        return Page.of(versions, page, total);
    }

    /** Adds a version, unless the definition is that of the latest one, which is returned then. */
    @Transactional
    public Scenario put(String name, ScenarioDefinition definition, ScenarioChange change) {
        rows.lockRevision();
        Optional<Scenario> latest = latest(name);
        if (latest.filter(known -> definition.equals(known.definition())).isPresent()) {
            return latest.get();
        }
        boolean isUsed = latest.filter(known -> known.definition() != null).isPresent();
        if (!isUsed && rows.findAllInUse().size() >= MOST_SCENARIOS) {
            throw ScenarioException.tooMany(MOST_SCENARIOS);
        }
        return add(name, latest, definition, change);
    }

    @Transactional
    public void delete(String name, ScenarioChange change) {
        rows.lockRevision();
        Optional<Scenario> latest = latest(name).filter(known -> known.definition() != null);
        if (latest.isEmpty()) {
            throw UnknownScenarioException.named(name, snapshot().names());
        }
        add(name, latest, null, change);
    }

    /**
     * Adds a version with the definition of an earlier one.
     *
     * @param version null: the latest one with another definition than the current one
     * @param check throws if the definition is no longer valid
     */
    @Transactional
    public Scenario rollBack(
            String name, @Nullable Integer version, ScenarioChange change, Consumer<ScenarioDefinition> check) {
        rows.lockRevision();
        Optional<Scenario> latest = latest(name);
        if (latest.isEmpty()) {
            throw UnknownScenarioException.named(name, snapshot().names());
        }
        ScenarioDefinition earlier = version == null
                ? earlier(latest.get())
                : rows.findById(new ScenarioVersionEntity.Id(name, version))
                        .map(ScenarioVersionEntity::scenario)
                        .map(Scenario::definition)
                        .orElseThrow(() -> UnknownScenarioException.version(name, version));
        check.accept(earlier);
        return earlier.equals(latest.get().definition()) ? latest.get() : add(name, latest, earlier, change);
    }

    private ScenarioDefinition earlier(Scenario latest) {
        for (int version = latest.version() - 1; version > 0; version--) {
            ScenarioDefinition found = rows.findById(new ScenarioVersionEntity.Id(latest.name(), version))
                    .orElseThrow()
                    .scenario()
                    .definition();
            if (found != null && !found.equals(latest.definition())) {
                return found;
            }
        }
        throw ScenarioException.nothingToRollBackTo(latest.name());
    }

    private Optional<Scenario> latest(String name) {
        return rows.findLatest(name).map(ScenarioVersionEntity::scenario);
    }

    private Scenario add(
            String name, Optional<Scenario> latest, @Nullable ScenarioDefinition definition, ScenarioChange change) {
        int version = latest.map(Scenario::version).orElse(0) + 1;
        Scenario added = new Scenario(
                name,
                version,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                change.by(),
                change.reason(),
                definition);
        rows.save(new ScenarioVersionEntity(added));
        rows.nextRevision();
        return added;
    }
}
