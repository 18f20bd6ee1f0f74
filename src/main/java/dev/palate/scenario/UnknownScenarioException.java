package dev.palate.scenario;

import dev.palate.problem.ProblemException;
import java.util.Collection;
import java.util.stream.Collectors;

/** There is no scenario, or no version of it, with that name. */
public final class UnknownScenarioException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private static final int MOST_NAMED = 20;

    private UnknownScenarioException(String message) {
        super(Kind.NOT_FOUND, "unknown-scenario", message);
    }

    static UnknownScenarioException named(String name, Collection<String> known) {
        String others = known.isEmpty()
                ? "there are none; PUT /scenarios/{name} creates one"
                : "there are " + known.stream().sorted().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return new UnknownScenarioException("There is no scenario " + name + "; " + others + ".");
    }

    static UnknownScenarioException version(String name, int version) {
        return new UnknownScenarioException("There is no version " + version + " of scenario " + name + ".");
    }
}
