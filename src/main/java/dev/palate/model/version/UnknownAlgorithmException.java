package dev.palate.model.version;

import dev.palate.core.Algorithms;
import dev.palate.core.training.Algorithm;
import dev.palate.problem.ProblemException;
import java.util.stream.Collectors;

/** No algorithm has the requested name. */
public final class UnknownAlgorithmException extends ProblemException {

    public UnknownAlgorithmException(String name, Algorithms known) {
        super(
                Kind.NOT_FOUND,
                "unknown-algorithm",
                "There is no algorithm '%s'; there are %s."
                        .formatted(
                                name, known.all().stream().map(Algorithm::name).collect(Collectors.joining(", "))));
    }
}
