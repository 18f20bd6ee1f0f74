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
                "There is no such list, or it was served longer ago than " + kept
                        + " (palate.recommendations.next-page-for), with an offset or a very long query, or to a user who was erased.");
    }
}
