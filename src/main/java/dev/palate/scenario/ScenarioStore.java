package dev.palate.scenario;

import dev.palate.model.version.Activations;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes scenarios with Spring Data JPA, because a scenario has an identity and a life cycle. Every change adds a version and increments
 * the revision in the same transaction, and changes exclude each other. A transaction that locks several of them locks models first, then the
 * scenarios, then the experiments.
 */
@Retryable(includes = PessimisticLockingFailureException.class, delay = 20, jitter = 20)
@Repository
class ScenarioStore {

    static final int MOST_SCENARIOS = 1000;

    private final ScenarioRows rows;
    private final Activations activations;
    private final Clock clock;

    ScenarioStore(ScenarioRows rows, Activations activations, Clock clock) {
        this.rows = rows;
        this.activations = activations;
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

    /**
     * Adds a version, unless the definition is that of the latest one, which is returned then.
     *
     * @param check throws if the definition is invalid; while it runs, the model version that it names is not deleted
     */
    @Transactional
    public Scenario put(
            String name, ScenarioDefinition definition, ScenarioChange change, Consumer<ScenarioDefinition> check) {
        lockModel(definition);
        check.accept(definition);
        rows.lockRevision();
        Optional<Scenario> latest = latest(name);
        if (latest.filter(known -> definition.equals(known.definition())).isPresent()) {
            return latest.get();
        }
        boolean isUsed = latest.filter(known -> known.definition() != null).isPresent();
        if (!isUsed && rows.findAllInUse().size() >= MOST_SCENARIOS) {
            throw ScenarioException.tooMany(MOST_SCENARIOS);
        }
        return add(name, latest, definition, change, null);
    }

    /** @param requireUnused throws if something needs the scenario; until the end of the transaction nothing begins to need it */
    @Transactional
    public void delete(String name, ScenarioChange change, Runnable requireUnused) {
        rows.lockRevision();
        requireUnused.run();
        Optional<Scenario> latest = latest(name).filter(known -> known.definition() != null);
        if (latest.isEmpty()) {
            throw UnknownScenarioException.named(name, snapshot().names());
        }
        add(name, latest, null, change, null);
    }

    /** Whether there is a scenario with that name, which is not deleted before the end of the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean keep(String name) {
        rows.lockRevision();
        return latest(name).filter(known -> known.definition() != null).isPresent();
    }

    /**
     * Adds a version with the definition of an earlier one.
     *
     * @param version null: the one before the current one, which is before the version that the current one restores
     * @param check throws if the definition is no longer valid
     */
    @Transactional
    public Scenario rollBack(
            String name, @Nullable Integer version, ScenarioChange change, Consumer<ScenarioDefinition> check) {
        Scenario wanted = target(name, version);
        lockModel(wanted.inUse());
        check.accept(wanted.inUse());
        rows.lockRevision();
        Scenario earlier = target(name, version);
        if (!earlier.equals(wanted)) {
            throw new CannotAcquireLockException("scenario " + name + " was changed before its model was locked");
        }
        Optional<Scenario> latest = latest(name);
        return latest.filter(known -> earlier.inUse().equals(known.definition()))
                .orElseGet(() -> add(name, latest, earlier.definition(), change, earlier.origin()));
    }

    /** Who begins to need a model version locks its algorithm, so that the version is not deleted meanwhile. */
    private void lockModel(ScenarioDefinition definition) {
        if (definition.model() != null && definition.version() != null) {
            activations.lockActive(definition.model());
        }
    }

    private Scenario target(String name, @Nullable Integer version) {
        Scenario latest = latest(name)
                .orElseThrow(
                        () -> UnknownScenarioException.named(name, snapshot().names()));
        return version == null
                ? earlier(latest)
                : find(name, version)
                        .filter(found -> found.definition() != null)
                        .orElseThrow(() -> UnknownScenarioException.version(name, version));
    }

    private Scenario earlier(Scenario latest) {
        int origin = latest.origin();
        while (origin > 1) {
            Scenario found = find(latest.name(), origin - 1).orElseThrow();
            if (found.definition() != null && !found.definition().equals(latest.definition())) {
                return found;
            }
            origin = found.origin();
        }
        throw ScenarioException.nothingToRollBackTo(latest.name());
    }

    private Optional<Scenario> find(String name, int version) {
        return rows.findById(new ScenarioVersionEntity.Id(name, version)).map(ScenarioVersionEntity::scenario);
    }

    private Optional<Scenario> latest(String name) {
        return rows.findLatest(name).map(ScenarioVersionEntity::scenario);
    }

    private Scenario add(
            String name,
            Optional<Scenario> latest,
            @Nullable ScenarioDefinition definition,
            ScenarioChange change,
            @Nullable Integer restores) {
        int version = latest.map(Scenario::version).orElse(0) + 1;
        Scenario added = new Scenario(
                name,
                version,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                change.by(),
                change.reason(),
                restores,
                definition);
        rows.save(new ScenarioVersionEntity(added));
        rows.nextRevision();
        return added;
    }
}
