package dev.palate.recommendation.continuation;

import dev.palate.problem.ProblemException;
import java.time.Duration;

/** A list has no next page. */
public final class NoNextPageException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private NoNextPageException(Kind kind, String slug, String message) {
        super(kind, slug, message);
    }

    static NoNextPageException ofVisitor() {
        return new NoNextPageException(
                Kind.CONFLICT,
                "no-next-page",
                "Lists of visitors are not stored, so they have no next page: use offset, or exclude the items that were shown.");
    }

    static NoNextPageException unknown(Duration kept) {
        return new NoNextPageException(
                Kind.NOT_FOUND,
                "unknown-recommendation",
                "There is no such list, or it is no longer known: lists that are requested with pages=true are stored for "
                        + kept
                        + " (palate.recommendations.next-page-for), others are remembered by the process that served them only while there"
                        + " is memory. A list with an offset or a very long query has no next page.");
    }
}
