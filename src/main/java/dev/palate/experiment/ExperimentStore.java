package dev.palate.experiment;

import dev.palate.model.traffic.HeldVersions;
import dev.palate.model.version.Activations;
import dev.palate.model.version.ModelVersions;
import dev.palate.model.version.UnknownModelVersionException;
import dev.palate.model.version.VersionId;
import dev.palate.scenario.Scenarios;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes experiments with Spring Data JPA, because an experiment has an identity and a life cycle. Every change increments the revision in
 * the same transaction, and changes exclude each other. The versions of the arms are held: they are neither deleted nor unloaded.
 */
@Repository
class ExperimentStore implements HeldVersions {

    private static final int MOST_EXPERIMENTS = 100;

    private final ExperimentRows rows;
    private final Activations activations;
    private final ModelVersions versions;
    private final Scenarios scenarios;
    private final Clock clock;

    ExperimentStore(
            ExperimentRows rows, Activations activations, ModelVersions versions, Scenarios scenarios, Clock clock) {
        this.rows = rows;
        this.activations = activations;
        this.versions = versions;
        this.scenarios = scenarios;
        this.clock = clock;
    }

    long revision() {
        return rows.revision();
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public ExperimentSnapshot snapshot() {
        return new ExperimentSnapshot(
                rows.revision(),
                rows.findAllByName().stream().map(ExperimentEntity::experiment).toList());
    }

    @Override
    public Set<VersionId> held() {
        return rows.findAllByName().stream()
                .flatMap(row -> row.experiment().served().stream())
                .flatMap(ExperimentStore::version)
                .collect(Collectors.toSet());
    }

    /**
     * Starts an experiment.
     *
     * @return false if the same experiment is running already
     * @throws ExperimentException if another one has the name or there are too many
     */
    @Transactional
    public boolean create(NewExperiment definition) {
        requireVersions(definition);
        requireScenarios(definition);
        rows.lockRevision();
        Optional<OnlineExperiment> existing = rows.findByName(definition.name()).map(ExperimentEntity::experiment);
        if (existing.isPresent()) {
            if (existing.get().ending() != null) {
                throw ExperimentException.ended(definition.name());
            }
            if (!existing.get().definition().equals(definition)) {
                throw ExperimentException.running(definition.name());
            }
            return false;
        }
        if (rows.count() >= MOST_EXPERIMENTS) {
            throw ExperimentException.tooMany(MOST_EXPERIMENTS);
        }
        rows.saveAndFlush(new ExperimentEntity(definition, clock.instant().truncatedTo(ChronoUnit.MICROS)));
        rows.nextRevision();
        return true;
    }

    /**
     * @param winner the name of an arm, or null
     */
    @Transactional
    public void end(String name, @Nullable String winner, @Nullable String reason) {
        rows.lockRevision();
        ExperimentEntity row = find(name);
        OnlineExperiment experiment = row.experiment();
        if (experiment.ending() != null) {
            throw ExperimentException.ended(name);
        }
        Integer position = winner == null ? null : experiment.position(winner);
        row.end(new Ending(clock.instant().truncatedTo(ChronoUnit.MICROS), position, reason));
        rows.saveAndFlush(row);
        rows.nextRevision();
    }

    @Transactional
    public void delete(String name) {
        rows.lockRevision();
        ExperimentEntity row = find(name);
        if (row.experiment().ending() == null) {
            throw ExperimentException.notEnded(name);
        }
        rows.delete(row);
        rows.nextRevision();
    }

    private ExperimentEntity find(String name) {
        return rows.findByName(name).orElseThrow(() -> ExperimentException.unknown(name));
    }

    /** A publication may delete a checkpoint meanwhile; it holds the same locks, whose order is that of the names. */
    private void requireVersions(NewExperiment definition) {
        definition.arms().stream()
                .flatMap(ExperimentStore::version)
                .distinct()
                .sorted(Comparator.comparing(VersionId::algorithm).thenComparing(VersionId::version))
                .forEach(id -> {
                    activations.lockActive(id.algorithm());
                    activations.notifyReplicas(id.algorithm()); // they load the version before a request needs it
                    if (versions.findCheckpoint(id.algorithm(), id.version()).isEmpty()) {
                        throw new UnknownModelVersionException(id.algorithm(), id.version());
                    }
                });
    }

    /** A scenario may be deleted meanwhile; its deletion holds the same lock. */
    private void requireScenarios(NewExperiment definition) {
        for (ExperimentArm arm : definition.arms()) {
            if (arm.scenario() != null && !scenarios.keep(arm.scenario())) {
                throw ExperimentException.unknownScenario(arm);
            }
        }
    }

    /** The first experiment, as of the caller's transaction, that serves the lists of a scenario. */
    Optional<String> using(String scenario) {
        return rows.findAllByName().stream()
                .map(ExperimentEntity::experiment)
                .filter(experiment -> experiment.served().stream().anyMatch(arm -> scenario.equals(arm.scenario())))
                .map(OnlineExperiment::name)
                .findFirst();
    }

    private static Stream<VersionId> version(ExperimentArm arm) {
        return arm.version() == null
                ? Stream.of()
                : Stream.of(new VersionId(Objects.requireNonNull(arm.model()), arm.version()));
    }
}
