package dev.palate.training.progress;

import dev.palate.core.tuning.TuningTrial;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The findings of a search, as they are stored and shown.
 *
 * @param hyperparameters the best setting, with which the job's version is trained; null until the search has ended
 * @param score its validation criterion in the search; null until the search has ended
 * @param trials the trainings of the search so far, in order
 */
public record TuningProgress(
        @Schema(implementation = Map.class) @Nullable ObjectNode hyperparameters,
        @Nullable Double score,
        List<TuningTrial> trials) {

    public TuningProgress {
        trials = List.copyOf(trials);
    }

    /** Of a search that continues. */
    static TuningProgress running(List<TuningTrial> trials) {
        return new TuningProgress(null, null, trials);
    }
}
