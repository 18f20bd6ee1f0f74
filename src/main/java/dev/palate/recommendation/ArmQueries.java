package dev.palate.recommendation;

import dev.palate.experiment.Assignment;
import dev.palate.experiment.ExperimentArm;
import dev.palate.experiment.Experiments;
import dev.palate.recommendation.query.ArmChoiceException;
import dev.palate.recommendation.query.ModelChoice;
import dev.palate.recommendation.query.RecommendationQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Replaces what a request leaves to an experiment with what the user's arm says. It costs no query. */
@Component
public class ArmQueries {

    private final Experiments experiments;

    ArmQueries(Experiments experiments) {
        this.experiments = experiments;
    }

    /**
     * The query of the user's arm.
     *
     * @param experiment its name; null: the query as it is
     * @throws dev.palate.experiment.ExperimentException if there is no such experiment
     * @throws ArmChoiceException if the query names a model, which the arm does
     */
    public AssignedQuery of(@Nullable String experiment, String userId, RecommendationQuery query) {
        if (experiment == null) {
            return AssignedQuery.of(query);
        }
        ModelChoice choice = query.model();
        if (choice.algorithm() != null || choice.version() != null) {
            throw new ArmChoiceException(choice.algorithm() != null ? "model" : "version");
        }
        Assignment assignment = experiments.assign(experiment, userId);
        return new AssignedQuery(ofArm(assignment.arm(), query), assignment);
    }

    private static RecommendationQuery ofArm(ExperimentArm arm, RecommendationQuery query) {
        return arm.model() == null
                ? query
                : query.withModel(new ModelChoice(
                        arm.model(), arm.version(), query.model().exploration()));
    }
}
