package dev.palate.cli;

import dev.palate.core.Algorithms;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.hyperparameter.InvalidHyperparametersException;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.Presets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The algorithms and hyper-parameters that the options name. */
record AlgorithmChoice(Algorithms algorithms, String protocol) {

    /** The prefix that sets a parameter of every algorithm that has it. */
    private static final String ALL = "hyper";
    /**
     * @param settings by {@code algorithm.parameter} or {@code hyper.parameter}
     * @throws IllegalArgumentException if a name is unknown or a value out of its range
     */
    List<Contender<?>> contenders(List<String> names, Map<String, String> settings, double threshold) {
        Set<String> unused = new TreeSet<>(settings.keySet());
        List<Contender<?>> contenders = new ArrayList<>();
        for (String name : names) {
            contenders.add(contender(find(name), settings, threshold, unused));
        }
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("--set " + String.join(", ", unused)
                    + ": expected ALGORITHM.PARAMETER=VALUE with one of the algorithms " + String.join(", ", names)
                    + ", or " + ALL + ".PARAMETER=VALUE with a parameter that one of them has");
        }
        return contenders;
    }

    private Algorithm<?> find(String name) {
        return algorithms
                .find(name.strip())
                .orElseThrow(() -> new IllegalArgumentException("unknown algorithm '" + name + "'; known are "
                        + algorithms.all().stream().map(Algorithm::name).collect(Collectors.joining(", "))));
    }

    private <H extends Record> Contender<H> contender(
            Algorithm<H> algorithm, Map<String, String> settings, double threshold, Set<String> unused) {
        Set<String> parameters = algorithm
                .hyperparameters()
                .write(algorithm.hyperparameters().defaults())
                .keySet();
        Map<String, String> own = new LinkedHashMap<>();
        settings.forEach((key, value) -> {
            int dot = key.lastIndexOf('.');
            String owner = dot < 0 ? "" : key.substring(0, dot);
            String parameter = key.substring(dot + 1);
            if (owner.equals(algorithm.name()) || (owner.equals(ALL) && parameters.contains(parameter))) {
                own.put(parameter, value);
                unused.remove(key);
            }
        });
        String purpose = purpose();
        Contender<H> standard = Contender.of(algorithm, purpose);
        return withText(purpose.equals(Presets.RANKING) ? standard.withThreshold(threshold) : standard, own);
    }

    private String purpose() {
        if (protocol.equals(Protocol.RATING_PREDICTION.id())) {
            return Presets.RATING_PREDICTION;
        }
        return protocol.equals(Protocol.RECONSTRUCTION.id()) ? Presets.NOTEBOOK : Presets.RANKING;
    }

    private static <H extends Record> Contender<H> withText(Contender<H> contender, Map<String, String> settings) {
        Algorithm<H> algorithm = contender.algorithm();
        try {
            return new Contender<>(
                    algorithm, algorithm.hyperparameters().readText(contender.hyperparameters(), settings));
        } catch (InvalidHyperparametersException e) {
            throw new IllegalArgumentException(
                    e.violations().stream()
                            .map(wrong -> "--set " + algorithm.name() + "." + wrong.field() + " " + wrong.message())
                            .collect(Collectors.joining("; ")),
                    e);
        }
    }
}
