package dev.palate.recommendation.query;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The scenario and the arm of an experiment that a list follows, as responses name them. */
public record Followed(
        @Nullable FollowedScenario scenario, @Nullable FollowedArm experiment) {

    public static final Followed NOTHING = new Followed(null, null);

    /** A version of a scenario. */
    @Schema(name = "ScenarioReference")
    public record FollowedScenario(String name, int version) {}

    /** @param ended whether the experiment had ended: then all users get this arm, and nothing is counted */
    @Schema(name = "ExperimentEntry")
    public record FollowedArm(String name, String arm, boolean ended) {}

    public Followed withoutExperiment() {
        return new Followed(scenario, null);
    }
}
