package dev.palate.experiment.web;

import dev.palate.experiment.Ending;
import dev.palate.experiment.ExperimentArm;
import dev.palate.experiment.OnlineExperiment;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as responses describe it.
 *
 * @param winner the arm that all users get since the end; null while the experiment is running
 * @param reason for the end
 */
@Schema(name = "Experiment")
record ExperimentResponse(
        String name,
        @Schema(allowableValues = {"running", "ended"}) String state,

        @Schema(allowableValues = {"clicks-per-list", "click-through", "hit-rate", "user-hit-rate"})
        String metric,

        double minimumLift,
        List<ExperimentArm> arms,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String winner,
        @Nullable String reason) {

    static ExperimentResponse of(OnlineExperiment experiment) {
        Ending ending = experiment.ending();
        return new ExperimentResponse(
                experiment.name(),
                ending == null ? "running" : "ended",
                experiment.definition().metric().label(),
                experiment.definition().minimumLift(),
                experiment.arms(),
                experiment.startedAt(),
                ending == null ? null : ending.endedAt(),
                ending == null ? null : experiment.served().get(0).name(),
                ending == null ? null : ending.reason());
    }
}
