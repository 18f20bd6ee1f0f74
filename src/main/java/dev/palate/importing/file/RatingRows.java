package dev.palate.importing.file;

import dev.palate.rating.RatingRules;
import dev.palate.ratingfile.RatingReader;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The valid ratings of one file, one after the other: it applies the rules of a rating and the scale of the file. */
public final class RatingRows {

    private static final char UNDECODABLE = '\uFFFD';
    private static final String ID_RULE =
            " must have 1 to 200 characters, none of them a control character or undecodable";

    private final RatingReader reader;
    private final Rules rules;
    private ValueRange seen = ValueRange.EMPTY;
    private ValueRange accepted = ValueRange.EMPTY;

    public RatingRows(RatingReader reader, Rules rules) {
        this.reader = reader;
        this.rules = rules;
    }

    /** Receives one valid rating. */
    @FunctionalInterface
    public interface Sink {

        void accept(String userId, String itemId, float value, long micros) throws IOException;
    }

    /**
     * What a rating must be like.
     *
     * @param knowsItem whether ratings of an item are accepted
     * @param undatedTime the time of ratings without a time of their own
     */
    public record Rules(RatingRules ratings, ScaleMapping mapping, Predicate<String> knowsItem, Instant undatedTime) {}

    /**
     * Reads the next valid rating and gives it to {@code sink}; invalid ones are rejected.
     *
     * @return false at the end of the file
     */
    public boolean next(Sink sink) throws IOException {
        while (reader.next()) {
            double value = reader.value();
            float mapped = (float) rules.mapping().apply(value);
            seen = seen.with(value);
            String fault = fault(mapped);
            if (fault == null) {
                accepted = accepted.with(mapped);
                sink.accept(reader.userId(), reader.itemId(), mapped, micros());
                return true;
            }
            reader.reject(fault);
        }
        return false;
    }

    /** The range of all values that were numbers, on the scale of the file. */
    public ValueRange seen() {
        return seen;
    }

    /** The range of the accepted ratings, on the configured scale. */
    public ValueRange accepted() {
        return accepted;
    }

    private @Nullable String fault(float mapped) {
        if (isWrong(reader.userId())) {
            return "the user id" + ID_RULE;
        }
        if (isWrong(reader.itemId())) {
            return "the item id" + ID_RULE;
        }
        if (rules.ratings().checkValue(mapped) != null) {
            return "the rating must be " + rules.mapping().description() + ", not " + reader.valueText();
        }
        if (reader.hasTime()) {
            String wrong = rules.ratings().checkTime(Instant.EPOCH.plus(reader.micros(), ChronoUnit.MICROS));
            if (wrong != null) {
                return "the timestamp " + wrong + ", not " + reader.timestampText();
            }
        }
        return rules.knowsItem().test(reader.itemId()) ? null : "there is no item " + reader.itemId();
    }

    private boolean isWrong(String id) {
        return rules.ratings().checkId(id) != null || id.indexOf(UNDECODABLE) >= 0;
    }

    private long micros() {
        return reader.hasTime() ? reader.micros() : ChronoUnit.MICROS.between(Instant.EPOCH, rules.undatedTime());
    }
}
