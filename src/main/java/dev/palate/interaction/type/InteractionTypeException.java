package dev.palate.interaction.type;

import dev.palate.problem.ProblemException;
import java.util.List;
import java.util.stream.Collectors;

/** An interaction type cannot be stored or erased as requested. */
public final class InteractionTypeException extends ProblemException {

    private static final long serialVersionUID = 1L;
    private static final int NAMED = 5;

    private InteractionTypeException(Kind kind, String slug, String message, List<FieldProblem> errors) {
        super(kind, slug, message, errors);
    }

    /** @param errors one entry for each wrong field */
    public static InteractionTypeException invalid(List<FieldProblem> errors) {
        return new InteractionTypeException(
                Kind.INVALID,
                "invalid-interaction-type",
                errors.stream()
                        .limit(NAMED)
                        .map(error -> error.field() + " " + error.message())
                        .collect(Collectors.joining("; ")),
                errors);
    }

    static InteractionTypeException inUse(String name) {
        return new InteractionTypeException(
                Kind.CONFLICT,
                "interaction-type-in-use",
                "Interactions of the type " + name + " are stored; DELETE /interaction-types/" + name
                        + "?force=true erases them with the type.",
                List.of());
    }

    static InteractionTypeException tooMany(int limit) {
        return new InteractionTypeException(
                Kind.CONFLICT,
                "too-many-interaction-types",
                "There are " + limit + " interaction types, which is the limit; delete one first.",
                List.of());
    }
}
