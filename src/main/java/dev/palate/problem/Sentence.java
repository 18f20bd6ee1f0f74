package dev.palate.problem;

import dev.palate.problem.DomainProblem.FieldProblem;
import java.util.List;
import java.util.stream.Collectors;

/** A message that ends with one full stop, whether or not its parts do. */
public final class Sentence {

    private static final int NAMED = 5;

    private Sentence() {}

    /** The text with one full stop at its end; an ellipsis, a question mark and an exclamation mark remain. */
    public static String of(String text) {
        String stripped = text.stripTrailing();
        if (stripped.endsWith("...") || stripped.endsWith("…") || stripped.endsWith("?") || stripped.endsWith("!")) {
            return stripped;
        }
        return clause(stripped) + ".";
    }

    /** The text without the full stop at its end, as a part of a sentence. */
    public static String clause(String text) {
        String stripped = text.stripTrailing();
        return stripped.endsWith(".") && !stripped.endsWith("...")
                ? stripped.substring(0, stripped.length() - 1)
                : stripped;
    }

    /** What is wrong with the first of the fields. */
    public static String of(List<FieldProblem> errors) {
        return of(errors.stream()
                .limit(NAMED)
                .map(error -> error.field() + " " + clause(error.message()))
                .collect(Collectors.joining("; ")));
    }
}
