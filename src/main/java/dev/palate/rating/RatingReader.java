package dev.palate.rating;

import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.problem.ExternalId;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads ratings as callers write them and says what is wrong with them. Times are kept to the microsecond, as PostgreSQL
 * does.
 */
@Component
public class RatingReader {

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Duration AHEAD = Duration.ofDays(1);

    private final RatingScale scale;
    private final Clock clock;

    RatingReader(RatingScale scale, Clock clock) {
        this.scale = scale;
        this.clock = clock;
    }

    /**
     * The rating, or an empty answer after the reasons were added to {@code problems}.
     *
     * @param value a number as the caller wrote it, or anything else
     * @param ratedAt an ISO-8601 time; null means now
     * @param at what the fields of a problem begin with, such as {@code [3].}
     */
    public @Nullable NewRating read(
            @Nullable String userId,
            @Nullable String itemId,
            @Nullable Object value,
            @Nullable String ratedAt,
            String at,
            List<FieldProblem> problems) {
        int before = problems.size();
        requireId(userId, at + "userId", problems);
        requireId(itemId, at + "itemId", problems);
        double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
        if (!scale.contains(number)) {
            String found = value == null ? "" : ", not " + value;
            problems.add(new FieldProblem(at + "value", "must be " + scale.description() + found));
        }
        Instant time = time(ratedAt, at, problems);
        return problems.size() > before || userId == null || itemId == null || time == null
                ? null
                : new NewRating(userId, itemId, (float) number, time);
    }

    /** Whether a rating can have been given then: not before 1900, and not more than a day ahead of the clock. */
    public boolean isPlausible(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(clock.instant().plus(AHEAD));
    }

    private @Nullable Instant time(@Nullable String text, String at, List<FieldProblem> problems) {
        if (text == null) {
            return clock.instant().truncatedTo(ChronoUnit.MICROS);
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            if (isPlausible(time)) {
                return time;
            }
            problems.add(new FieldProblem(at + "ratedAt", "must lie between 1900 and tomorrow, not " + text));
        } catch (DateTimeException e) {
            problems.add(new FieldProblem(at + "ratedAt", "must be a time such as 2026-01-31T12:00:00Z, not " + text));
        }
        return null;
    }

    private static void requireId(@Nullable String id, String field, List<FieldProblem> problems) {
        if (id == null) {
            problems.add(new FieldProblem(field, "is missing"));
        } else if (!ExternalId.Check.isValid(id)) {
            problems.add(new FieldProblem(field, "must have 1 to 200 characters and no control characters"));
        }
    }
}
