package dev.palate.model.version;

import dev.palate.core.Algorithms;
import dev.palate.core.auto.AutoSelection;
import dev.palate.core.training.Algorithm;
import dev.palate.problem.ProblemException;
import java.util.stream.Collectors;

/** No algorithm has the requested name. */
public final class UnknownAlgorithmException extends ProblemException {

    public UnknownAlgorithmException(String name, Algorithms known) {
        super(
                Kind.NOT_FOUND,
                "unknown-algorithm",
                "%s; there are %s."
                        .formatted(
                                reason(name),
                                known.all().stream().map(Algorithm::name).collect(Collectors.joining(", "))));
    }

    private static String reason(String name) {
        return name.equals(AutoSelection.NAME)
                ? "'auto' can only be trained (POST /models/auto/train): its versions belong to the algorithm that it chooses,"
                        + " which the selection of its job names"
                : "There is no algorithm '%s'".formatted(name);
    }
}
