package dev.palate.recommendation;

import dev.palate.problem.DomainProblem;
import java.util.List;

/** A list cannot be drawn from a posterior as asked. */
public final class ExplorationException extends RuntimeException implements DomainProblem {

    private static final long serialVersionUID = 1L;

    private final String slug;
    private final transient List<FieldProblem> errors;

    private ExplorationException(String slug, String message, FieldProblem error) {
        super(message);
        this.slug = slug;
        this.errors = List.of(error);
    }

    static ExplorationException noPosterior(Origin origin) {
        String reason = origin.name() + " has no posterior to draw from; models of vae and recvae have";
        return new ExplorationException(
                "no-posterior", "Exploration: " + reason + ".", new FieldProblem("exploration", reason));
    }

    /** An explanation is about the likeliest list: the drawn one has reasons that are no ratings. */
    public static ExplorationException withExplanation() {
        String reason = "must be false or absent with exploration, which ratings alone do not explain";
        return new ExplorationException(
                "invalid-request", "explain " + reason + ".", new FieldProblem("explain", reason));
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public List<FieldProblem> errors() {
        return errors;
    }
}
