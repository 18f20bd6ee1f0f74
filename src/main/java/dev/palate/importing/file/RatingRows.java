package dev.palate.importing.file;

import dev.palate.rating.bulk.EventSpan;
import dev.palate.ratingfile.RatingReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The valid ratings of one file: maps values from the scale of the file. */
public final class RatingRows extends FileRows {

    private final ScaleMapping mapping;
    private ValueRange seen = ValueRange.EMPTY;
    private ValueRange accepted = ValueRange.EMPTY;
    private float value;

    public RatingRows(RatingReader reader, Rules rules, ScaleMapping mapping) {
        super(reader, rules);
        this.mapping = mapping;
    }

    @Override
    public ValueRange seen() {
        return seen;
    }

    @Override
    public ValueRange accepted() {
        return accepted;
    }

    @Override
    boolean read() {
        double written = reader().value();
        seen = seen.with(written);
        value = (float) mapping.apply(written);
        return true;
    }

    @Override
    @Nullable
    String ownFault() {
        return rules().ratings().checkValue(value) == null
                ? null
                : "the rating must be " + mapping.description() + ", not " + reader().valueText();
    }

    @Override
    void accept(Sink sink, long micros) throws IOException {
        accepted = accepted.with(value);
        sink.accept(reader().userId(), reader().itemId(), 0, value, EventSpan.at(micros));
    }
}
