package dev.palate.ratingfile;

import dev.palate.ratingfile.Columns.Column;
import dev.palate.ratingfile.ItemFormat.UnreadableRecordException;
import dev.palate.ratingfile.source.RatingFileException;
import dev.palate.ratingfile.text.Records;
import dev.palate.ratingfile.text.TextLayout;
import dev.palate.ratingfile.time.TimeFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The columns of a file of items that hold {@link ItemDetails}. */
final class DetailColumns {

    private static final int UNKNOWN_POSITION = Integer.MAX_VALUE;
    private static final Column HIDDEN = new Column(UNKNOWN_POSITION, "hidden ishidden");
    private static final Column DESCRIPTION = new Column(UNKNOWN_POSITION, "description");
    private static final Column FROM = new Column(UNKNOWN_POSITION, "availablefrom");
    private static final Column UNTIL = new Column(UNKNOWN_POSITION, "availableuntil");
    private static final TimeFormat ISO = TimeFormat.named("iso");

    private final int hidden;
    private final int description;
    private final int from;
    private final int until;
    private final AttributeColumns attributes;

    /**
     * @param wanted the columns of attributes: names, or names with a type such as {@code brand:text}
     * @param separator between the texts of a list
     * @throws RatingFileException if a wanted column does not exist
     */
    DetailColumns(Columns columns, List<String> wanted, Pattern separator) {
        this.hidden = columns.find(null, HIDDEN);
        this.description = columns.find(null, DESCRIPTION);
        this.from = columns.find(null, FROM);
        this.until = columns.find(null, UNTIL);
        this.attributes = new AttributeColumns(columns, wanted, separator);
    }

    /** What the file says of its items; of the rest it says nothing. */
    Set<ItemDetails.Kind> kinds() {
        Set<ItemDetails.Kind> kinds = EnumSet.noneOf(ItemDetails.Kind.class);
        if (hidden != Columns.ABSENT) {
            kinds.add(ItemDetails.Kind.HIDDEN);
        }
        if (description != Columns.ABSENT) {
            kinds.add(ItemDetails.Kind.DESCRIPTION);
        }
        if (!attributes.isEmpty()) {
            kinds.add(ItemDetails.Kind.ATTRIBUTES);
        }
        if (from != Columns.ABSENT || until != Columns.ABSENT) {
            kinds.add(ItemDetails.Kind.AVAILABILITY);
        }
        return kinds;
    }

    /** The file's names of the columns of details, by detail. */
    Map<String, String> found(TextLayout layout) {
        return Columns.found(
                layout,
                List.of("hidden", "description", "availableFrom", "availableUntil", "attributes"),
                hidden,
                description,
                from,
                until,
                attributes.all());
    }

    AttributeColumns attributes() {
        return attributes;
    }

    /** @throws UnreadableRecordException if a value cannot be read */
    ItemDetails read(Records records) throws UnreadableRecordException {
        if (kinds().isEmpty()) {
            return ItemDetails.NONE;
        }
        String text = records.value(description);
        return new ItemDetails(
                text == null || text.isEmpty() ? null : text,
                attributes.read(records),
                time(records, from, "availableFrom"),
                time(records, until, "availableUntil"),
                AttributeColumns.isTrue("hidden", Objects.requireNonNullElse(records.value(hidden), "")));
    }

    private static @Nullable Instant time(Records records, int column, String name) throws UnreadableRecordException {
        String text = records.value(column);
        if (text == null || text.isEmpty()) {
            return null;
        }
        long micros = ISO.micros(text);
        if (micros == TimeFormat.UNREADABLE) {
            throw new UnreadableRecordException(
                    name + " must be a time such as 2026-01-31T12:00:00Z, not " + AttributeColumns.shortened(text));
        }
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
