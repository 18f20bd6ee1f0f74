package dev.palate.rating.web;

import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.rating.NewRating;
import dev.palate.rating.RatingRules;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Converts ratings from JSON, and describes every field that is wrong. Times are kept in microseconds, as PostgreSQL does. */
@Component
class RatingBodyReader {

    private static final int LONGEST_TEXT = 100;

    private final RatingRules rules;

    RatingBodyReader(RatingRules rules) {
        this.rules = rules;
    }

    /**
     * A rating as the caller sends it.
     *
     * @param value a number, or anything else, which is refused
     * @param ratedAt an ISO-8601 time; null means now
     */
    record SentRating(
            @Nullable String userId,
            @Nullable String itemId,
            @Nullable Object value,
            @Nullable String ratedAt) {}

    /**
     * Returns the rating, or null after adding the reasons to {@code problems}.
     *
     * @param prefix the beginning of each problem's field, for example {@code [3].}
     */
    @Nullable
    NewRating read(SentRating sent, String prefix, List<FieldProblem> problems) {
        int before = problems.size();
        String userId = id(sent.userId(), prefix + "userId", problems);
        String itemId = id(sent.itemId(), prefix + "itemId", problems);
        double value = sent.value() instanceof Number given ? given.doubleValue() : Double.NaN;
        String wrong = rules.checkValue(value);
        if (wrong != null) {
            problems.add(new FieldProblem(prefix + "value", wrong + given(sent.value())));
        }
        Instant time = time(sent.ratedAt(), prefix + "ratedAt", problems);
        return problems.size() > before ? null : new NewRating(userId, itemId, (float) value, time);
    }

    /** The value and, where that is the fault, its type. */
    private static String given(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return ", not the string \"" + StringUtils.truncate(text, LONGEST_TEXT) + '"';
        }
        return value instanceof Collection
                ? ", not a list"
                : value instanceof Map ? ", not an object" : ", not " + value;
    }

    private Instant time(@Nullable String text, String field, List<FieldProblem> problems) {
        if (text == null) {
            return rules.now();
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            String wrong = rules.checkTime(time);
            if (wrong != null) {
                problems.add(new FieldProblem(field, wrong + ", not " + text));
            }
            return time;
        } catch (DateTimeException e) {
            problems.add(new FieldProblem(field, "must be a time such as 2026-01-31T12:00:00Z, not " + text));
            return Instant.EPOCH;
        }
    }

    private String id(@Nullable String id, String field, List<FieldProblem> problems) {
        String wrong = id == null ? "is missing" : rules.checkId(id);
        if (wrong != null) {
            problems.add(new FieldProblem(field, wrong));
        }
        return id == null ? "" : id;
    }
}
