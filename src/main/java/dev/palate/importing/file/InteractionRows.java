package dev.palate.importing.file;

import dev.palate.ratingfile.RatingReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The valid interactions of one file: each has a known type and at most a finite value. */
public final class InteractionRows extends FileRows {

    private final FileTypes types;
    private int type;
    private float value;

    public InteractionRows(RatingReader reader, Rules rules, FileTypes types) {
        super(reader, rules);
        this.types = types;
    }

    @Override
    boolean read() {
        type = types.rowOf(reader().typeText());
        value = reader().valueText().isEmpty() ? Float.NaN : (float) reader().value();
        return type != FileTypes.IGNORED;
    }

    @Override
    @Nullable
    String ownFault() {
        if (type == FileTypes.UNKNOWN) {
            String written = reader().typeText();
            return "the type must be " + types.rule() + (written.isEmpty() ? ", and is missing" : ", not " + written);
        }
        return Float.isFinite(value) || reader().valueText().isEmpty()
                ? null
                : "the value must be a number, not " + reader().valueText();
    }

    @Override
    void accept(Sink sink, long micros) throws IOException {
        sink.accept(reader().userId(), reader().itemId(), type, value, micros);
    }
}
