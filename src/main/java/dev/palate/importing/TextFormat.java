package dev.palate.importing;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats of files that are not MovieLens' own. */
enum TextFormat {
    CSV(".csv", ".tsv", ".txt", ".dat", ".data"),
    NDJSON(".ndjson", ".jsonl");

    private final List<String> suffixes;

    TextFormat(String... suffixes) {
        this.suffixes = List.of(suffixes);
    }

    /** As the options say, else by its suffix; null if it does not look like it, unless it is the only part and the options say so. */
    static @Nullable TextFormat of(Part part, ImportOptions options, boolean only) {
        if (options.isFormatOpen()) {
            return NDJSON.fits(part) ? NDJSON : CSV.fits(part) ? CSV : null;
        }
        TextFormat format = valueOf(String.valueOf(options.format()).toUpperCase(Locale.ROOT));
        return only || format.fits(part) ? format : null;
    }

    private boolean fits(Part part) {
        return suffixes.stream().anyMatch(part.name()::endsWith);
    }
}
