package dev.palate.interaction;

import dev.palate.problem.ProblemException;
import dev.palate.problem.Sentence;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Interactions cannot be stored or deleted as requested, so none was. */
public final class InteractionException extends ProblemException {

    private static final long serialVersionUID = 1L;
    private static final int NAMED = 5;

    private InteractionException(Kind kind, String slug, String message, List<FieldProblem> errors) {
        super(kind, slug, message, errors);
    }

    /** @param errors one entry for each wrong value; the field begins with the index of the interaction */
    public static InteractionException invalid(List<FieldProblem> errors) {
        return invalid(errors, "");
    }

    /**
     * @param errors one entry for each unknown type or item
     * @param types the names of all types; empty if every type is known
     */
    static InteractionException unknown(List<FieldProblem> errors, List<String> types) {
        return invalid(errors, types.isEmpty() ? "" : ". The types are " + String.join(", ", types) + ".");
    }

    private static InteractionException invalid(List<FieldProblem> errors, String end) {
        String first = errors.stream()
                .limit(NAMED)
                .map(error -> error.field() + " " + error.message())
                .collect(Collectors.joining("; "));
        return new InteractionException(
                Kind.INVALID,
                "invalid-interaction",
                end.isEmpty() ? Sentence.of(first) : Sentence.clause(first) + end,
                errors);
    }

    public static InteractionException tooMany(int limit) {
        return new InteractionException(
                Kind.TOO_LARGE,
                "too-many-interactions",
                "A batch contains at most " + limit + " interactions; send several batches, or use POST /imports.",
                List.of());
    }

    static InteractionException unknown(String userId, String itemId, @Nullable String type) {
        return new InteractionException(
                Kind.NOT_FOUND,
                "unknown-interaction",
                "User " + userId + " has no interaction " + (type == null ? "" : "of the type " + type + " ")
                        + "with item " + itemId + ".",
                List.of());
    }
}
