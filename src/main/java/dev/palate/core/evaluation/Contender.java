package dev.palate.core.evaluation;

import dev.palate.core.memory.MemoryNeed;
import dev.palate.core.model.Model;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.TrainingShape;
import java.util.Map;
import java.util.OptionalInt;

/** An algorithm with the hyper-parameters that it is to be trained with. */
public record Contender<H extends Record>(Algorithm<H> algorithm, H hyperparameters) {

    /** The name that algorithms give to the number of epochs without progress after which they stop. */
    private static final String PATIENCE = "patience";

    /** The name that all algorithms that ignore low ratings give to the limit. */
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

    public String name() {
        return algorithm.name();
    }

    /** What its training takes, apart from the ratings themselves. */
    public MemoryNeed memory(TrainingShape shape, int threads) {
        return algorithm.memory(shape, hyperparameters, threads);
    }

    /** With {@code settings} over its hyper-parameters. */
    public Contender<H> with(Map<String, ?> settings) {
        return new Contender<>(algorithm, algorithm.hyperparameters().read(hyperparameters, settings));
    }

    /** Counting only ratings of at least {@code threshold}, if the algorithm has such a hyper-parameter. */
    public Contender<H> withThreshold(double threshold) {
        return algorithm.hyperparameters().has(THRESHOLD) ? with(Map.of(THRESHOLD, threshold)) : this;
    }

    /** How many epochs it is trained for at most; empty where the algorithm has no epochs. */
    public OptionalInt epochs() {
        return algorithm.epochs(hyperparameters);
    }

    /** With another number of epochs, if the algorithm has such a hyper-parameter. */
    public Contender<H> withEpochs(int epochs) {
        return algorithm.hyperparameters().has(Algorithm.EPOCHS) ? with(Map.of(Algorithm.EPOCHS, epochs)) : this;
    }

    /** For exactly this number of epochs, without early stopping. */
    public Contender<H> forExactly(int epochs) {
        Contender<H> fixed = withEpochs(epochs);
        return algorithm.hyperparameters().has(PATIENCE) ? fixed.with(Map.of(PATIENCE, 0)) : fixed;
    }

    /** With what {@code trained}, a model of this contender, found on its validation data; see {@link Algorithm#settled}. */
    public Contender<H> settled(Model trained) {
        return new Contender<>(algorithm, algorithm.settled(hyperparameters, trained));
    }

    /** Its hyper-parameters by name, as reports publish them. */
    public Map<String, Object> settings() {
        return algorithm.hyperparameters().write(hyperparameters);
    }
}
