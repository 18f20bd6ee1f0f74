package dev.palate.core.training;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.hyperparameter.HyperparameterSchema;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A way to make a {@link Model} from ratings. Stateless. Adding one is one implementation and one line in
 * {@link dev.palate.core.Algorithms}.
 *
 * @param <H> its hyper-parameters
 */
public interface Algorithm<H extends Record> {

    /** The name in URLs, lower case: {@code vae}. */
    String name();

    /** One sentence with the paper. */
    String description();

    /** Names, types, ranges and defaults of the hyper-parameters. */
    HyperparameterSchema<H> hyperparameters();

    /**
     * Complete settings for purposes that the defaults are not made for, by name: those of {@link Presets}. Chosen on
     * validation, never on a test.
     */
    default Map<String, H> presets() {
        return Map.of();
    }

    /**
     * Whether its models with these hyper-parameters are {@link dev.palate.core.model.RatingPredicting}; asked before
     * training, for what only such models can be measured by.
     */
    default boolean predictsRatings(H settings) {
        return false;
    }

    /**
     * Trains on {@code setup.ratings()} alone. The same run gives the same model to the last bit.
     *
     * @throws TrainingCancelledException if the listener asked to stop
     * @throws TrainingDivergedException if the loss or a parameter stopped being a finite number
     * @throws IllegalArgumentException if the ratings or the hyper-parameters cannot be trained together, saying why
     */
    Model train(TrainingSetup<H> setup);

    /** The model that {@link Model#save} wrote. */
    Model restore(CheckpointReader checkpoint) throws IOException;

    /**
     * The same at 8 bits a weight: about a quarter of the memory, and almost the same ranking. It is for serving alone; the
     * exact model is never in memory besides. Empty where the algorithm, or this model of it, has no such form.
     */
    default Optional<ItemScorer> restoreQuantised(CheckpointReader checkpoint) throws IOException {
        return Optional.empty();
    }
}
