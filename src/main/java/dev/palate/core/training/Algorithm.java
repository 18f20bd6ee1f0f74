package dev.palate.core.training;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.hyperparameter.HyperparameterSchema;
import dev.palate.core.memory.MemoryNeed;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A way to train a {@link Model} from ratings. Immutable. To add one, extend this class and add one line to
 * {@link dev.palate.core.Algorithms}.
 *
 * @param <H> its hyper-parameters
 */
public abstract class Algorithm<H extends Record> {

    /** The name that all algorithms with epochs give to their number. */
    public static final String EPOCHS = "epochs";

    /** Relevant ratings by user and by item, and one more while they are selected. */
    protected static final int COPIES_OF_RATINGS = 3;

    private final String name;
    private final String description;
    private final HyperparameterSchema<H> hyperparameters;

    /**
     * @param name in URLs, lower case: {@code vae}
     * @param description one sentence with the paper
     */
    protected Algorithm(String name, String description, H defaults) {
        this.name = name;
        this.description = description;
        this.hyperparameters = HyperparameterSchema.of(defaults);
    }

    public final String name() {
        return name;
    }

    public final String description() {
        return description;
    }

    /** Names, types, ranges and defaults of the hyper-parameters. */
    public final HyperparameterSchema<H> hyperparameters() {
        return hyperparameters;
    }

    /**
     * Complete hyper-parameters for purposes other than that of the defaults, by the names of {@link Presets}. They were chosen on
     * validation data, never on test data.
     */
    public Map<String, H> presets() {
        return Map.of();
    }

    /**
     * Checks what a range of a hyper-parameter cannot say.
     *
     * @throws IllegalArgumentException with the reason why a training with these hyper-parameters is impossible
     */
    public void check(H settings) {}

    /** How many epochs a training with these hyper-parameters has at most; empty if it has none. */
    public OptionalInt epochs(H settings) {
        return hyperparameters.has(EPOCHS) && hyperparameters.value(settings, EPOCHS) instanceof Integer epochs
                ? OptionalInt.of(epochs)
                : OptionalInt.empty();
    }

    /** Whether a training with these hyper-parameters uses validation data: to find the best epoch, or otherwise. */
    public boolean usesValidation(H settings) {
        return epochs(settings).isPresent();
    }

    /**
     * Whether models with these hyper-parameters are {@link dev.palate.core.model.RatingPredicting}, so that callers can reject
     * a rating-prediction protocol before the training.
     */
    public boolean predictsRatings(H settings) {
        return false;
    }

    /**
     * Trains only on {@code setup.ratings()}. The same setup gives the same model to the last bit.
     *
     * @throws TrainingCancelledException if the listener cancelled
     * @throws TrainingDivergedException if the loss or a parameter is no longer a finite number
     * @throws IllegalArgumentException if a training with these ratings and hyper-parameters is impossible, with the reason
     */
    public abstract Model train(TrainingSetup<H> setup);

    /**
     * As {@link #train}, unless there is no memory for it.
     *
     * @throws dev.palate.core.memory.InsufficientMemoryException if the processors' memory does not suffice for {@link #memory}
     */
    public final Model trainInMemory(TrainingSetup<H> setup) {
        TrainingShape shape = TrainingShape.of(setup.ratings());
        setup.options()
                .processors()
                .memory()
                .check(
                        "The training of '%s' on %d items and %d ratings"
                                .formatted(name, shape.items(), shape.ratings()),
                        memory(shape, setup.hyperparameters(), setup.threads()),
                        lessMemory());
        return train(setup);
    }

    /**
     * An upper estimate of what a training takes in addition to its ratings, at its peak: copies of the ratings, weights, the state of
     * the optimiser and scratch memory, and later the model together with a copy that is read back from its checkpoint.
     */
    public MemoryNeed memory(TrainingShape shape, H settings, int threads) {
        return MemoryNeed.ofHeap(COPIES_OF_RATINGS * shape.bytes());
    }

    /** How an order of this algorithm takes less memory, as an imperative: {@code order it with fewer neighbours}. */
    public String lessMemory() {
        return "train on fewer items";
    }

    /**
     * The hyper-parameters that a training found on its validation data, with which a training without such data gives a model of the
     * same kind. The number of epochs is not among them: callers know the best one from the listener.
     *
     * @param h those that {@code trained} was trained with
     */
    public H settled(H h, Model trained) {
        return h;
    }

    /** Reads the model that {@link Model#save} wrote. */
    public abstract Model restore(CheckpointReader checkpoint) throws IOException;

    /**
     * Reads a model with 8 bits per weight, only for serving: it takes about a quarter of the memory and ranks almost the same.
     * The exact model is never in memory. Empty if the algorithm, or this model, has no such form.
     */
    public Optional<ItemScorer> restoreQuantised(CheckpointReader checkpoint) throws IOException {
        return Optional.empty();
    }
}
