package dev.palate.rating.web;

import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.rating.NewRating;
import dev.palate.rating.RatingRules;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Converts ratings from JSON, and describes every field that is wrong. */
@Component
class RatingBodyReader {

    private static final int LONGEST_TEXT = 100;

    private final RatingRules rules;
    private final EntryFields fields;

    RatingBodyReader(RatingRules rules, EntryFields fields) {
        this.rules = rules;
        this.fields = fields;
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
        String userId = fields.id(sent.userId(), prefix + "userId", problems);
        String itemId = fields.id(sent.itemId(), prefix + "itemId", problems);
        double value = sent.value() instanceof Number given ? given.doubleValue() : Double.NaN;
        String wrong = rules.checkValue(value);
        if (wrong != null) {
            problems.add(new FieldProblem(prefix + "value", wrong + given(sent.value())));
        }
        Instant time = fields.time(sent.ratedAt(), prefix + "ratedAt", problems);
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
}
