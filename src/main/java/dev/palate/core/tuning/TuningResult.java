package dev.palate.core.tuning;

import java.util.List;

/**
 * The result of a search.
 *
 * @param best the best hyper-parameters, with the full number of epochs
 * @param score their validation criterion in the longest training that they received
 * @param trials all trainings in order
 */
public record TuningResult<H extends Record>(H best, double score, List<TuningTrial> trials) {

    public TuningResult {
        trials = List.copyOf(trials);
    }
}
