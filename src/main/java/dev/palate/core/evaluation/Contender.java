package dev.palate.core.evaluation;

import dev.palate.core.training.Algorithm;
import java.util.Map;

/** An algorithm with the hyper-parameters that it is to be trained with. */
public record Contender<H extends Record>(Algorithm<H> algorithm, H hyperparameters) {

    private static final String THRESHOLD = "threshold";

    /** With its defaults. */
    public static <H extends Record> Contender<H> of(Algorithm<H> algorithm) {
        return new Contender<>(algorithm, algorithm.hyperparameters().defaults());
    }

    /** With its preset of this name, or its defaults where it has none. */
    public static <H extends Record> Contender<H> of(Algorithm<H> algorithm, String preset) {
        H defaults = algorithm.hyperparameters().defaults();
        return new Contender<>(algorithm, algorithm.presets().getOrDefault(preset, defaults));
    }

    /** With {@code settings} over its hyper-parameters. */
    public Contender<H> with(Map<String, ?> settings) {
        return new Contender<>(algorithm, algorithm.hyperparameters().read(hyperparameters, settings));
    }

    /** Counting the ratings that the protocol holds to be relevant, if the algorithm has such a hyper-parameter. */
    public Contender<H> withThreshold(double threshold) {
        return algorithm.hyperparameters().write(hyperparameters).containsKey(THRESHOLD)
                ? with(Map.of(THRESHOLD, threshold))
                : this;
    }

    public Map<String, Object> settings() {
        return algorithm.hyperparameters().write(hyperparameters);
    }
}
