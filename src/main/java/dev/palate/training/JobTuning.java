package dev.palate.training;

import dev.palate.core.tuning.TuningTrial;
import java.util.List;
import java.util.Map;

/**
 * What a search found.
 *
 * @param hyperparameters the best setting, which the job's version is trained with
 * @param score its validation criterion in the search
 * @param trials all trainings of the search, in order
 */
public record JobTuning(Map<String, Object> hyperparameters, double score, List<TuningTrial> trials) {

    public JobTuning {
        trials = List.copyOf(trials);
    }
}
