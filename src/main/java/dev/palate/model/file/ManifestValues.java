package dev.palate.model.file;

import dev.palate.core.checkpoint.CorruptCheckpointException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the values of a manifest must be, so that they can be stored and shown; null is one that the file does not contain. */
final class ManifestValues {

    static final int LONGEST_TEXT = 200;

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private ManifestValues() {}

    /** @throws CorruptCheckpointException if a value is none that Palate writes */
    static void require(ModelManifest.Data data) throws CorruptCheckpointException {
        requireNumber("data.ratingCount", data.ratingCount());
        requireNumber("data.userCount", data.userCount());
        requireNumber("data.itemCount", data.itemCount());
        requireText("data.digest", data.digest());
        Instant cutoff = data.cutoff();
        require(
                cutoff == null || (!cutoff.isBefore(FIRST) && !cutoff.isAfter(LAST)),
                "data.cutoff",
                "a time of the years 1 to 9999");
    }

    /** @throws CorruptCheckpointException if a value is none that Palate writes */
    static void require(ModelManifest.Conditions conditions) throws CorruptCheckpointException {
        requireText("conditions.engine", conditions.engine());
        requireNumber("conditions.executors", conditions.executors());
        requireNumber("conditions.threads", conditions.threads());
        requireNumber("conditions.trainSeconds", conditions.trainSeconds());
        requireNumber("conditions.rounds", conditions.rounds());
    }

    /** @throws CorruptCheckpointException if the text is long, or PostgreSQL or a terminal cannot show it */
    static void requireText(String field, @Nullable String text) throws CorruptCheckpointException {
        require(
                text == null
                        || (text.length() <= LONGEST_TEXT && text.codePoints().allMatch(ManifestValues::isShown)),
                field,
                "a text of at most %d characters, none of which is a control character".formatted(LONGEST_TEXT));
    }

    private static void requireNumber(String field, @Nullable Number number) throws CorruptCheckpointException {
        require(
                number == null || (Double.isFinite(number.doubleValue()) && number.doubleValue() >= 0),
                field,
                "a finite number of at least 0");
    }

    /** Whether a character is neither a control character nor one half of a pair. */
    static boolean isShown(int character) {
        return !Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE;
    }

    /** Without the value, which can be anything. */
    private static void require(boolean valid, String field, String expected) throws CorruptCheckpointException {
        if (!valid) {
            throw new CorruptCheckpointException("its manifest has a wrong %s; expected %s".formatted(field, expected));
        }
    }
}
