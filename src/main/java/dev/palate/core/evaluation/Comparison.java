package dev.palate.core.evaluation;

import dev.palate.core.evaluation.detail.MeasureListener;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.Processors;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.TrainingSetup;
import java.util.List;
import java.util.Optional;

/**
 * Several algorithms on one split: each is trained on the training rows alone, with early stopping on the validation data, and
 * measured on the test data.
 */
public interface Comparison {

    /** The ratings that algorithms are trained on, and the only ones that they receive. */
    RatingMatrix train();

    Processors processors();

    /** The same on other processors. */
    Comparison on(Processors others);

    /** Measures on the validation data; empty if there are none. */
    Optional<EpochValidation> validation();

    /** The same test data, with the validation ratings added to the training ratings. */
    Comparison withoutValidation();

    /**
     * Measures a model on the test data.
     *
     * @throws IllegalArgumentException if the model cannot be measured here
     */
    default AlgorithmResult measure(Contender<?> contender, ItemScorer model, double trainSeconds) {
        return measure(contender, model, trainSeconds, MeasureListener.SILENT);
    }

    /**
     * The same; {@code listener} receives the progress and, of rankings, the values of each user.
     *
     * @throws IllegalArgumentException if the model cannot be measured here
     */
    AlgorithmResult measure(Contender<?> contender, ItemScorer model, double trainSeconds, MeasureListener listener);

    /** The results as a report of this split. */
    ProtocolReport report(String protocol, String note, List<AlgorithmResult> results);

    /** The setup to train {@code contender} for this comparison. */
    default <H extends Record> TrainingSetup<H> setup(Contender<H> contender, long seed, TrainingListener listener) {
        TrainingOptions options = TrainingOptions.of(seed, processors()).withListener(listener);
        return new TrainingSetup<>(train(), contender.hyperparameters(), options, validation());
    }
}
