package dev.palate.recommendation;

import dev.palate.problem.ProblemException;
import dev.palate.rating.RatingScale;
import dev.palate.recommendation.scoring.Origin;
import java.util.List;
import java.util.stream.Collectors;

/** The ratings in a visitor's request are not usable. */
public final class VisitorRatingsException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private static final int MOST_NAMED = 100;

    private VisitorRatingsException(String slug, String message, List<FieldProblem> errors) {
        super(Kind.INVALID, slug, message, errors);
    }

    static VisitorRatingsException unknown(List<String> itemIds, Origin origin) {
        return new VisitorRatingsException(
                "unknown-item",
                "Unknown to " + origin.name() + ": " + named(itemIds) + ".",
                errors(itemIds, "is unknown to " + origin.name()));
    }

    static VisitorRatingsException offScale(List<String> itemIds, RatingScale scale) {
        return new VisitorRatingsException(
                "invalid-request",
                "A rating must be " + scale.description() + "; not on the scale: " + named(itemIds) + ".",
                errors(itemIds, "must be rated " + scale.description()));
    }

    static VisitorRatingsException repeated(List<String> itemIds) {
        return new VisitorRatingsException(
                "invalid-request",
                "Rated more than once: " + named(itemIds) + ".",
                errors(itemIds, "is rated more than once"));
    }

    private static String named(List<String> itemIds) {
        return itemIds.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    }

    private static List<FieldProblem> errors(List<String> itemIds, String message) {
        return itemIds.stream()
                .limit(MOST_NAMED)
                .map(id -> new FieldProblem("ratings", "item " + id + " " + message))
                .toList();
    }
}
