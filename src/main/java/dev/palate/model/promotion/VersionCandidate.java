package dev.palate.model.promotion;

import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.PairedTest;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.Model;
import java.util.Optional;

/**
 * A trained model before its publication, with what is needed to compare it with the versions in service.
 *
 * @param items the item id of each of its columns
 * @param ratings all ratings of the training, {@code [users x items]}
 * @param test the held-out users of its training
 * @param evaluation how these users were held out by their ids; empty if they were held out in another way
 */
public record VersionCandidate(
        String algorithm,
        Model model,
        IdIndex items,
        RatingMatrix ratings,
        PairedTest test,
        Optional<EvaluationSettings> evaluation) {}
