package dev.palate.core.tuning;

import java.util.List;

/**
 * What a search found.
 *
 * @param best the best setting, with the full number of epochs
 * @param score its validation criterion, in the longest training that it got
 * @param trials all trainings in the order in which they ran
 */
public record TuningResult<H extends Record>(H best, double score, List<TuningTrial> trials) {

    public TuningResult {
        trials = List.copyOf(trials);
    }
}
