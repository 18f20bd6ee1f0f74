package dev.palate.cli;

import dev.palate.core.Algorithms;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.training.Algorithm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The algorithms that the options name, with the hyper-parameters that they set. */
final class AlgorithmChoice {

    /** Sets a parameter of every algorithm that has it. */
    private static final String ALL = "hyper";

    /** Where an algorithm's defaults are made for another protocol; by protocol and algorithm. */
    private static final Map<String, Map<String, String>> RANKING = Map.of(
            "vae",
            Map.of(
                    "likelihood", "multinomial",
                    "hiddenSizes", "-",
                    "latentSize", "200",
                    "dropout", "0.5",
                    "beta", "0.2",
                    "annealEpochs", "50",
                    "learningRate", "0.001",
                    "epochs", "100",
                    "patience", "20"));

    private static final Map<String, Map<String, Map<String, String>>> DEFAULTS = Map.of(
            Protocol.STRONG_GENERALIZATION.id(),
            RANKING,
            SplitChoice.CHRONOLOGICAL,
            RANKING,
            SplitChoice.WEAK_GENERALIZATION,
            RANKING,
            Protocol.RECONSTRUCTION.id(),
            Map.of("popularity", Map.of("weighting", "rating-sum", "threshold", "0")),
            Protocol.RATING_PREDICTION.id(),
            Map.of(
                    "autorec",
                    Map.of(
                            "objective",
                            "observed",
                            "variant",
                            "item",
                            "centred",
                            "true",
                            "hiddenSize",
                            "200",
                            "lambda",
                            "0.02",
                            "epochs",
                            "200",
                            "patience",
                            "20")));

    private final Algorithms algorithms;
    private final String protocol;

    AlgorithmChoice(Algorithms algorithms, String protocol) {
        this.algorithms = algorithms;
        this.protocol = protocol;
    }

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
        boolean graded =
                protocol.equals(Protocol.RATING_PREDICTION.id()) || protocol.equals(Protocol.RECONSTRUCTION.id());
        Contender<H> standard = withText(Contender.of(algorithm), defaults(algorithm.name()));
        return withText(graded ? standard : standard.withThreshold(threshold), own);
    }

    private Map<String, String> defaults(String algorithm) {
        return DEFAULTS.getOrDefault(protocol, Map.of()).getOrDefault(algorithm, Map.of());
    }

    private static <H extends Record> Contender<H> withText(Contender<H> contender, Map<String, String> settings) {
        Algorithm<H> algorithm = contender.algorithm();
        return new Contender<>(algorithm, algorithm.hyperparameters().readText(contender.hyperparameters(), settings));
    }
}
