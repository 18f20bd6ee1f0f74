package dev.palate.importing.file;

import dev.palate.rating.RatingRules;
import dev.palate.rating.bulk.EventSpan;
import dev.palate.ratingfile.RatingReader;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The ratings or interactions of one file, one after the other: it applies the rules that both have. */
public abstract sealed class FileRows permits RatingRows, InteractionRows {

    private static final char UNDECODABLE = '\uFFFD';
    private static final String ID_RULE =
            " must have 1 to 200 characters, none of them a control character or undecodable";

    private final RatingReader reader;
    private final Rules rules;
    private long ignored;

    FileRows(RatingReader reader, Rules rules) {
        this.reader = reader;
        this.rules = rules;
    }

    /** Receives one valid row. */
    @FunctionalInterface
    public interface Sink {

        /**
         * @param type the row of the interaction type; 0 for a rating
         * @param value NaN for an interaction without a value
         */
        void accept(String userId, String itemId, int type, float value, EventSpan when) throws IOException;
    }

    /**
     * What a row must be like.
     *
     * @param knowsItem whether rows of an item are accepted
     * @param undatedTime the time of rows without a time of their own
     */
    public record Rules(RatingRules ratings, Predicate<String> knowsItem, Instant undatedTime) {}

    /**
     * Reads the next row: gives a valid one to {@code sink}, rejects an invalid one, and counts one that the options ignore.
     *
     * @return false at the end of the file
     */
    public final boolean next(Sink sink) throws IOException {
        if (!reader.next()) {
            return false;
        }
        if (!read()) {
            ignored++;
            return true;
        }
        String fault = fault();
        if (fault == null) {
            accept(sink, micros());
        } else {
            reader.reject(fault);
        }
        return true;
    }

    /** How many rows were read that the options ignore. */
    public final long ignored() {
        return ignored;
    }

    /** The range of all values that were numbers, on the scale of the file; empty for interactions. */
    public ValueRange seen() {
        return ValueRange.EMPTY;
    }

    /** The range of the accepted ratings, on the configured scale; empty for interactions. */
    public ValueRange accepted() {
        return ValueRange.EMPTY;
    }

    /** Reads what the row has besides user, item and time; false: the options ignore the row. */
    abstract boolean read();

    /** Why what {@link #read} has read is invalid, or null. */
    abstract @Nullable String ownFault();

    abstract void accept(Sink sink, long micros) throws IOException;

    final RatingReader reader() {
        return reader;
    }

    final Rules rules() {
        return rules;
    }

    private @Nullable String fault() {
        if (isWrong(reader.userId())) {
            return "the user id" + ID_RULE;
        }
        if (isWrong(reader.itemId())) {
            return "the item id" + ID_RULE;
        }
        String own = ownFault();
        if (own != null) {
            return own;
        }
        String wrong = reader.hasTime() ? checkTime(reader.micros()) : null;
        if (wrong != null) {
            return "the timestamp " + wrong + ", not " + reader.timestampText();
        }
        wrong = reader.firstTimestampText().isEmpty() ? null : checkTime(reader.firstMicros());
        if (wrong != null) {
            return "the firstTimestamp " + wrong + ", not " + reader.firstTimestampText();
        }
        return rules.knowsItem().test(reader.itemId()) ? null : "there is no item " + reader.itemId();
    }

    private @Nullable String checkTime(long micros) {
        return rules.ratings().checkTime(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    private boolean isWrong(String id) {
        return rules.ratings().checkId(id) != null || id.indexOf(UNDECODABLE) >= 0;
    }

    private long micros() {
        return reader.hasTime() ? reader.micros() : ChronoUnit.MICROS.between(Instant.EPOCH, rules.undatedTime());
    }
}
