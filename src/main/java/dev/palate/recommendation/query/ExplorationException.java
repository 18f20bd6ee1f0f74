package dev.palate.recommendation.query;

import dev.palate.problem.ProblemException;
import java.util.List;

/** A list cannot be sampled from a posterior as requested. */
public final class ExplorationException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private ExplorationException(String slug, String message, FieldProblem error) {
        super(Kind.INVALID, slug, message, List.of(error));
    }

    /** @param model the name of the model that would have to be sampled */
    public static ExplorationException noPosterior(String model) {
        String reason = model + " has no posterior to sample from; models of vae and recvae have one";
        return new ExplorationException(
                "no-posterior", "Exploration: " + reason + ".", new FieldProblem("exploration", reason));
    }

    /** An explanation applies to the most likely list: ratings alone do not explain a sampled one. */
    public static ExplorationException withExplanation() {
        String reason = "must be false or absent with exploration, which ratings alone do not explain";
        return new ExplorationException(
                "invalid-request", "explain " + reason + ".", new FieldProblem("explain", reason));
    }
}
