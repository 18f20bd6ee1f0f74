package dev.palate.training.order;

import dev.palate.problem.ProblemException;
import java.util.List;
import java.util.stream.Collectors;

/** A training cannot be ordered as requested. */
public final class TrainingException extends ProblemException {

    private TrainingException(Kind kind, String slug, String message, List<FieldProblem> errors) {
        super(kind, slug, message, errors);
    }

    /** Fields of the request are unknown, of a wrong type or out of their range. */
    public static TrainingException invalidRequest(List<FieldProblem> errors) {
        String message = errors.stream()
                .limit(5)
                .map(error -> error.field() + " " + error.message())
                .collect(Collectors.joining("; "));
        return new TrainingException(Kind.INVALID, "invalid-request", message, errors);
    }

    public static TrainingException noRatings() {
        return new TrainingException(
                Kind.CONFLICT,
                "no-ratings",
                "There are no ratings or interactions to train on; import some first.",
                List.of());
    }

    /** The operator has not said how Spark is called. */
    public static TrainingException sparkNotConfigured() {
        return new TrainingException(
                Kind.CONFLICT,
                "spark-not-configured",
                "This service cannot train on Spark: its operator has not set palate.spark.submit-command. Leave \"engine\" out to"
                        + " train in this service.",
                List.of());
    }
}
