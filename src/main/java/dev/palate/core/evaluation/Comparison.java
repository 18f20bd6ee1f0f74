package dev.palate.core.evaluation;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.Model;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingRun;
import java.util.List;
import java.util.Optional;

/**
 * Several algorithms on one split: each is trained on the training rows alone, steered by what validation holds out, and
 * measured on what the test holds out.
 */
public interface Comparison {

    /** All that an algorithm receives. */
    RatingMatrix train();

    int threads();

    /** Measures on what validation holds out, if it holds anything out. */
    Optional<EpochValidation> validation();

    /** The same test with the validation's ratings added to the training's. */
    Comparison withoutValidation();

    /**
     * Reads the test.
     *
     * @throws IllegalArgumentException if the model cannot be measured here
     */
    AlgorithmResult measure(Contender<?> contender, Model model, double trainSeconds);

    /** The results as a report of this split. */
    ProtocolReport report(String protocol, String note, List<AlgorithmResult> results);

    /** How to train {@code contender} here. */
    default <H extends Record> TrainingRun<H> run(Contender<H> contender, long seed, TrainingListener listener) {
        return new TrainingRun<>(
                train(),
                contender.hyperparameters(),
                seed,
                threads(),
                listener,
                validation(),
                Optional.empty(),
                Optional.empty());
    }
}
