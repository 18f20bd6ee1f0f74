package dev.palate.importing;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a file of ratings is written.
 *
 * @param fields makes a reader of its lines
 */
record RatingSyntax(Supplier<RatingFields> fields, Charset charset, TimestampFormat timestamps) {

    /** MovieLens' own files by their names, or null. */
    static @Nullable RatingSyntax ofMovieLens(Part part) {
        ImportOptions standard = ImportOptions.standard();
        return switch (part.name()) {
            case "u.data" -> movieLens(() -> new DelimitedFields(LineSplitter.plain("\t"), false, standard));
            case "ratings.dat" -> movieLens(() -> new DelimitedFields(LineSplitter.plain("::"), false, standard));
            case "ratings.csv" -> movieLens(() -> new DelimitedFields(LineSplitter.csv(","), true, standard));
            default -> null;
        };
    }

    /**
     * As the options say, with NDJSON known by its suffix; null if the part does not look like a file of ratings, unless it is the
     * only one and its format was given.
     *
     * @throws UnreadableFileException if the options cannot be followed
     */
    static @Nullable RatingSyntax of(Part part, ImportOptions options, boolean only) {
        TextFormat format = TextFormat.of(part, options, only);
        return format == null ? null : of(options, format == TextFormat.NDJSON);
    }

    /**
     * @throws UnreadableFileException if the options name an unknown encoding or time format
     */
    static RatingSyntax of(ImportOptions options, boolean ndjson) {
        Supplier<RatingFields> fields = ndjson
                ? () -> new NdjsonFields(options)
                : () -> new DelimitedFields(LineSplitter.csv(options.columnSeparator()), options.hasHeader(), options);
        return new RatingSyntax(fields, charset(options), timestamps(options));
    }

    private static RatingSyntax movieLens(Supplier<RatingFields> fields) {
        return new RatingSyntax(fields, StandardCharsets.UTF_8, TimestampFormat.of(null));
    }

    static Charset charset(ImportOptions options) {
        try {
            return options.encoding() == null ? StandardCharsets.UTF_8 : Charset.forName(options.encoding());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnreadableFileException("There is no encoding " + options.encoding() + ".", e);
        }
    }

    private static TimestampFormat timestamps(ImportOptions options) {
        try {
            return TimestampFormat.of(options.timestampFormat());
        } catch (IllegalArgumentException e) {
            throw new UnreadableFileException(
                    "timestampFormat must be epoch-seconds, epoch-millis, iso or a pattern, not "
                            + options.timestampFormat() + ".",
                    e);
        }
    }
}
