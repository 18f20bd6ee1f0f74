package dev.palate.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All experiments at one revision; immutable. */
final class ExperimentSnapshot {

    private final long revision;
    private final List<OnlineExperiment> experiments;
    private final Map<String, OnlineExperiment> byName;

    /**
     * @param revision grows with every change of an experiment
     * @param experiments in the order of their names
     */
    ExperimentSnapshot(long revision, List<OnlineExperiment> experiments) {
        this.revision = revision;
        this.experiments = List.copyOf(experiments);
        this.byName = experiments.stream().collect(Collectors.toMap(OnlineExperiment::name, Function.identity()));
    }

    long revision() {
        return revision;
    }

    List<OnlineExperiment> experiments() {
        return experiments;
    }

    Optional<OnlineExperiment> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
