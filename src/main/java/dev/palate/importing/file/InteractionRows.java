package dev.palate.importing.file;

import dev.palate.rating.bulk.EventSpan;
import dev.palate.ratingfile.RatingReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The interactions of one file: each has a known type and at most a finite value. A row of an export is several interactions. */
public final class InteractionRows extends FileRows {

    private final FileTypes types;
    private int type;
    private float value;
    private int count;

    public InteractionRows(RatingReader reader, Rules rules, FileTypes types) {
        super(reader, rules);
        this.types = types;
    }

    @Override
    boolean read() {
        type = types.rowOf(reader().typeText());
        value = reader().valueText().isEmpty() ? Float.NaN : (float) reader().value();
        count = count();
        return type != FileTypes.IGNORED;
    }

    @Override
    @Nullable
    String ownFault() {
        if (type == FileTypes.UNKNOWN) {
            String written = reader().typeText();
            return "the type must be " + types.rule() + (written.isEmpty() ? ", and is missing" : ", not " + written);
        }
        if (!Float.isFinite(value) && !reader().valueText().isEmpty()) {
            return "the value must be a number, not " + reader().valueText();
        }
        if (count < 1) {
            return "the count must be a whole number of at least 1, not " + reader().countText();
        }
        return reader().firstMicros() > reader().micros()
                ? "the firstTimestamp must not be later than the timestamp, but is " + reader().firstTimestampText()
                : null;
    }

    /** How many interactions the row is; 0 if that cannot be read. */
    private int count() {
        try {
            return reader().countText().isEmpty() ? 1 : Integer.parseInt(reader().countText());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    @Override
    void accept(Sink sink, long micros) throws IOException {
        sink.accept(
                reader().userId(),
                reader().itemId(),
                type,
                value,
                new EventSpan(count, reader().hasTime() ? reader().firstMicros() : micros, micros));
    }
}
