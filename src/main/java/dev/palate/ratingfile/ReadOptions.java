package dev.palate.ratingfile;

import dev.palate.ratingfile.source.RatingFileException;
import dev.palate.ratingfile.text.Delimiter;
import dev.palate.ratingfile.text.Encodings;
import dev.palate.ratingfile.text.TextOptions;
import dev.palate.ratingfile.time.TimeFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to read a file. What is null is recognised from the file.
 *
 * @param interactionColumns null for a file of ratings
 * @param timestampFormat as {@link TimeFormat#named} takes it
 */
public record ReadOptions(
        TextOptions text,
        RatingColumns ratingColumns,
        ItemColumns itemColumns,
        @Nullable InteractionColumns interactionColumns,
        @Nullable String timestampFormat) {

    /** Everything is recognised from the file. */
    public static final ReadOptions NONE = new ReadOptions(
            TextOptions.NONE,
            new RatingColumns(null, null, null, null),
            new ItemColumns(null, null, null, null, null, List.of()),
            null,
            null);

    /** Names of the columns or fields of ratings; of CSV without a header their numbers, from 1. */
    public record RatingColumns(
            @Nullable String user,
            @Nullable String item,
            @Nullable String rating,
            @Nullable String timestamp) {}

    /**
     * Names of the columns or fields that interactions have and ratings do not, likewise; both have a user, an item and a time.
     *
     * @param oneType whether all rows have the same type, so that no column of types is needed
     */
    public record InteractionColumns(
            @Nullable String type, @Nullable String value, boolean oneType) {}

    /**
     * Names of the columns or fields of items, likewise.
     *
     * @param categorySeparator between the categories of one item; {@code |} when absent
     * @param attributes the columns of attributes, each with or without a type: {@code price}, {@code brand:text}
     */
    public record ItemColumns(
            @Nullable String id,
            @Nullable String title,
            @Nullable String year,
            @Nullable String categories,
            @Nullable String categorySeparator,
            List<String> attributes) {

        /** Without columns of attributes. */
        public ItemColumns(
                @Nullable String id,
                @Nullable String title,
                @Nullable String year,
                @Nullable String categories,
                @Nullable String categorySeparator) {
            this(id, title, year, categories, categorySeparator, List.of());
        }
    }

    /** @throws RatingFileException if the options name an unknown encoding or time format, or a delimiter of line ends */
    void requireValid() {
        Encodings.named(text.encoding());
        timeFormat();
        if (text.delimiter() != null && Delimiter.named(text.delimiter()).text().matches("|.*[\r\n\"].*")) {
            throw new RatingFileException("The delimiter must not hold a line end or a quote.");
        }
    }

    /** The given time format, or null if it is to be recognised. */
    @Nullable
    TimeFormat timeFormat() {
        try {
            return timestampFormat == null ? null : TimeFormat.named(timestampFormat);
        } catch (IllegalArgumentException e) {
            throw new RatingFileException(
                    "timestampFormat must be epoch-seconds, epoch-millis, epoch-micros, epoch-nanos, excel, year, iso or a"
                            + " pattern, not "
                            + timestampFormat + ".",
                    e);
        }
    }
}
