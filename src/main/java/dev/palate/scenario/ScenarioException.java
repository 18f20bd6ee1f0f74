package dev.palate.scenario;

import dev.palate.problem.ProblemException;
import dev.palate.problem.Sentence;
import java.util.List;

/** A scenario cannot be changed as requested. */
public final class ScenarioException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private ScenarioException(Kind kind, String slug, String message, List<FieldProblem> errors) {
        super(kind, slug, message, errors);
    }

    static ScenarioException invalid(String field, String fault) {
        return new ScenarioException(
                Kind.INVALID,
                "invalid-request",
                Sentence.of(field + " " + fault),
                List.of(new FieldProblem(field, fault)));
    }

    static ScenarioException tooMany(int most) {
        return new ScenarioException(
                Kind.CONFLICT, "too-many-scenarios", "There can be at most " + most + " scenarios.", List.of());
    }

    static ScenarioException inUse(String name, String use) {
        return new ScenarioException(
                Kind.CONFLICT,
                "scenario-in-use",
                "Scenario " + name + " is needed by " + use + ", which must be deleted first.",
                List.of());
    }

    static ScenarioException nothingToRollBackTo(String name) {
        return new ScenarioException(
                Kind.CONFLICT,
                "no-earlier-version",
                "Scenario " + name + " has no earlier version to go back to.",
                List.of());
    }
}
