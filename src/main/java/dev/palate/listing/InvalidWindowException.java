package dev.palate.listing;

import dev.palate.problem.ProblemException;
import java.util.List;
import java.util.Locale;

/** A list cannot have that window. */
public final class InvalidWindowException extends ProblemException {

    private static final long serialVersionUID = 1L;

    InvalidWindowException(String window, ListKind kind) {
        super(
                Kind.INVALID,
                "invalid-request",
                "parameter window " + expected(window, kind),
                List.of(new FieldProblem("window", expected(window, kind))));
    }

    private static String expected(String window, ListKind kind) {
        return "must be an ISO-8601 period of whole days from P1D to P%dD for %s items, such as P7D, not %s"
                .formatted(kind.mostDays(), kind.name().toLowerCase(Locale.ROOT), window);
    }
}
