package dev.palate.ratingfile;

import dev.palate.ratingfile.Columns.Column;
import dev.palate.ratingfile.ItemFormat.UnreadableRecordException;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.RatingFileException;
import dev.palate.ratingfile.text.LayoutDetection;
import dev.palate.ratingfile.text.Records;
import dev.palate.ratingfile.text.TextLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a file of users and their attributes is written. */
public final class UserFormat {

    /** An export of users calls it id. */
    private static final Column ID = new Column(
            0,
            Stream.concat(RatingFormat.USER.names().stream(), Stream.of("id")).toList());

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    final TextLayout layout;
    private final int id;
    private final AttributeColumns attributes;

    private UserFormat(TextLayout layout, ReadOptions options) {
        this.layout = layout;
        Columns columns = new Columns(layout);
        String separator = Objects.requireNonNullElse(options.itemColumns().categorySeparator(), "|");
        id = columns.require(options.ratingColumns().user(), ID, "userId");
        attributes = new AttributeColumns(
                columns, options.itemColumns().attributes(), Pattern.compile(Pattern.quote(separator)));
        if (attributes.isEmpty() && !layout.names().isEmpty()) {
            throw new RatingFileException(
                    "The file has no attributes: name their columns with attributeColumns, or call a"
                            + " column with a JSON object attributes.");
        }
    }

    /**
     * Recognises how {@code part} is written from its first records, where the options do not say it. Without an encoding the text is
     * UTF-8 if all of it is valid, else ISO 8859-1.
     *
     * @throws RatingFileException if the part is no text, a column is missing, or the options are invalid
     */
    public static UserFormat detect(FilePart part, ReadOptions options) {
        return new UserFormat(layout(part, options), options);
    }

    static TextLayout layout(FilePart part, ReadOptions options) {
        return LayoutDetection.detect(
                part, ItemFormat.text(part, options), 2, (first, second) -> isHeader(options, first));
    }

    /** The first record of users is a header, unless it holds a number and no name of the user. */
    private static boolean isHeader(ReadOptions options, List<String> first) {
        return first.stream()
                        .anyMatch(name -> Columns.isName(
                                name, Arrays.asList(options.ratingColumns().user()), ID))
                || first.stream().noneMatch(NUMBER.asMatchPredicate());
    }

    /** What the detection found, to be shown. */
    public DetectedFormat describe() {
        return new DetectedFormat(
                layout.asOptions(),
                Columns.found(layout, List.of("user", "attributes"), id, attributes.all()),
                null,
                attributes.options());
    }

    /** The attributes without a type whose values were of several kinds so far, with these kinds. */
    public Map<String, Set<String>> mixedAttributes() {
        return attributes.mixed();
    }

    /** The id as written; empty if the record has none. */
    String id(Records records) {
        return Objects.requireNonNullElse(records.raw(id), "");
    }

    /** @throws UnreadableRecordException if the record is no user */
    UserRecord read(Records records) throws UnreadableRecordException {
        return new UserRecord(id(records), attributes.read(records));
    }
}
