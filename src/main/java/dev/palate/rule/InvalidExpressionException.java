package dev.palate.rule;

import dev.palate.problem.ProblemException;
import java.util.List;

/** An expression is not valid CEL, does not fit the declared types, or is too large. The message points at the character. */
public final class InvalidExpressionException extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** So much of a long expression is shown around the character. */
    private static final int SHOWN = 60;

    /**
     * @param field of the request, such as {@code filter}
     * @param position of the character in the text, from 0
     */
    InvalidExpressionException(String field, String text, int position, String fault) {
        this(field, fault + " at character " + (position + 1) + ": " + pointed(text, position));
    }

    InvalidExpressionException(String field, String fault) {
        super(Kind.INVALID, "invalid-expression", field + ": " + fault, List.of(new FieldProblem(field, fault)));
    }

    /** The text around the character, which stands after a mark: {@code item.>>>titel == "x"}. */
    private static String pointed(String text, int position) {
        int at = Math.min(Math.max(position, 0), text.length());
        int from = Math.max(0, at - SHOWN);
        int to = Math.min(text.length(), at + SHOWN);
        return (from > 0 ? "..." : "")
                + text.substring(from, at)
                + ">>>"
                + text.substring(at, to)
                + (to < text.length() ? "..." : "");
    }
}
