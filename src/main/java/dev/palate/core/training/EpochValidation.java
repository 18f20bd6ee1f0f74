package dev.palate.core.training;

import dev.palate.core.model.Model;
import java.util.Map;
import java.util.Optional;

/** Measures a model between epochs on users that it is not trained on. */
public interface EpochValidation {

    /** Metrics by name, such as {@code ndcg@20}, {@code testLoss}; all finite. */
    Map<String, Double> measure(Model model, int epoch);

    /** The metric, higher being better, that early stopping and the choice of the best epoch look at; absent: no choice. */
    Optional<String> criterion();
}
