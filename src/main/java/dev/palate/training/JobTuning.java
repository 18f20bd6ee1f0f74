package dev.palate.training;

import dev.palate.core.tuning.TuningTrial;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a search has found.
 *
 * @param hyperparameters the best setting, which the job's version is trained with; null until the search has ended
 * @param score its validation criterion in the search; null until the search has ended
 * @param trials the trainings of the search so far, in order
 */
public record JobTuning(
        @Nullable Map<String, Object> hyperparameters,
        @Nullable Double score,
        List<TuningTrial> trials) {

    public JobTuning {
        trials = List.copyOf(trials);
    }

    /** Of a search that goes on. */
    static JobTuning soFar(List<TuningTrial> trials) {
        return new JobTuning(null, null, trials);
    }

    boolean hasEnded() {
        return hyperparameters != null;
    }
}
