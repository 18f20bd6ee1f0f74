package dev.palate.catalogue.rule;

import dev.palate.problem.ProblemException;
import java.util.List;

/** The evaluation of an expression for all items takes too long. */
public final class TooExpensiveException extends ProblemException {

    private static final long serialVersionUID = 1L;

    TooExpensiveException(String text, long milliseconds, int items) {
        super(Kind.INVALID, "expensive-expression", message(text, milliseconds, items), List.of());
    }

    private static String message(String text, long milliseconds, int items) {
        String shown = text.length() <= 200 ? text : text.substring(0, 200) + "...";
        return "The expression cannot be evaluated for " + items + " items in " + milliseconds
                + " ms: simplify it, for example by leaving out loops and patterns. It is: " + shown;
    }
}
