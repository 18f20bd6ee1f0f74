package dev.palate.experiment;

import dev.palate.problem.ProblemException;
import java.util.List;
import java.util.stream.Collectors;

/** An experiment does not exist, or cannot be created, changed, ended or deleted as requested. */
public final class ExperimentException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private ExperimentException(Kind kind, String slug, String message, List<FieldProblem> errors) {
        super(kind, slug, message, errors);
    }

    static ExperimentException unknown(String name) {
        return new ExperimentException(
                Kind.NOT_FOUND, "unknown-experiment", "There is no experiment '%s'.".formatted(name), List.of());
    }

    static ExperimentException unknownScenario(ExperimentArm arm) {
        return new ExperimentException(
                Kind.NOT_FOUND,
                "unknown-scenario",
                "The arm '%s' names the scenario '%s', which does not exist.".formatted(arm.name(), arm.scenario()),
                List.of());
    }

    /** @param errors one entry for each wrong field */
    public static ExperimentException invalid(List<FieldProblem> errors) {
        return new ExperimentException(
                Kind.INVALID,
                "invalid-experiment",
                errors.stream()
                        .map(error -> error.field() + " " + error.message())
                        .collect(Collectors.joining("; ", "", ".")),
                errors);
    }

    static ExperimentException running(String name) {
        return new ExperimentException(
                Kind.CONFLICT,
                "experiment-running",
                "The experiment '%s' is running, and a running experiment never changes: end it, and give the new one another name."
                        .formatted(name),
                List.of());
    }

    static ExperimentException notEnded(String name) {
        return new ExperimentException(
                Kind.CONFLICT,
                "experiment-running",
                "The experiment '%s' is running, and requests name it: end it before deleting it.".formatted(name),
                List.of());
    }

    static ExperimentException ended(String name) {
        return new ExperimentException(
                Kind.CONFLICT,
                "experiment-ended",
                "The experiment '%s' has ended and keeps its report: delete it, or use another name.".formatted(name),
                List.of());
    }

    static ExperimentException tooMany(int limit) {
        return new ExperimentException(
                Kind.CONFLICT,
                "too-many-experiments",
                "There are %d experiments, which is the limit; delete one that has ended first.".formatted(limit),
                List.of());
    }
}
