package dev.palate.experiment.web;

import dev.palate.experiment.ExperimentArm;
import dev.palate.experiment.ExperimentMetric;
import dev.palate.experiment.NewExperiment;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An experiment as a request describes it. */
@Schema(name = "NewExperiment")
record ExperimentBody(
        @Schema(description = "Two to five; the first is the control, with which the others are compared")
        @NotNull
        @Size(min = 2, max = 5)
        List<@Valid @NotNull ArmBody> arms,

        @Schema(
                description =
                        "What decides: clicks-per-list (default), click-through (clicks per shown item), hit-rate (lists with a"
                                + " click or a rating) or user-hit-rate (users with a click or a rating)")
        @Pattern(
                regexp = "clicks-per-list|click-through|hit-rate|user-hit-rate",
                message = "must be one of clicks-per-list, click-through, hit-rate, user-hit-rate")
        @Nullable
        String metric,

        @Schema(
                description =
                        "The smallest relative difference that the experiment is to detect, such as 0.05 (default) for 5 %: it"
                                + " determines how many users are needed")
        @DecimalMin("0.001")
        @DecimalMax("10")
        @Nullable
        Double minimumLift) {

    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    static final String NAME_RULE = "must have 1 to 100 letters, digits, dots, hyphens or underscores";

    private static final double DEFAULT_LIFT = 0.05;

    /** Without a scenario and a model, the arm is the list as the request asks for it. */
    @Schema(name = "NewExperimentArm")
    record ArmBody(
            @NotNull @Pattern(regexp = NAME, message = NAME_RULE)
            String name,

            @Schema(description = "Of the users, 0.001 to 0.999; the sum of all shares is 1")
            @NotNull
            @DecimalMin("0.001")
            @DecimalMax("0.999")
            Double share,

            @Schema(description = "The scenario that computes the lists") @Size(min = 1, max = 200) @Nullable
            String scenario,

            @Schema(description = "The algorithm that computes the lists, such as ease")
            @Size(min = 1, max = 200)
            @Nullable
            String model,

            @Schema(description = "Version of that model; absent: the active one") @Min(1) @Nullable
            Integer version) {

        private ExperimentArm arm() {
            return new ExperimentArm(name, share, scenario, model, version);
        }
    }

    NewExperiment definition(String name) {
        return new NewExperiment(
                name,
                metric == null ? ExperimentMetric.CLICKS_PER_LIST : ExperimentMetric.of(metric),
                minimumLift == null ? DEFAULT_LIFT : minimumLift,
                arms.stream().map(ArmBody::arm).toList());
    }
}
