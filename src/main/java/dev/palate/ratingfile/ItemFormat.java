package dev.palate.ratingfile;

import dev.palate.ratingfile.Columns.Column;
import dev.palate.ratingfile.ReadOptions.ItemColumns;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.text.Encodings;
import dev.palate.ratingfile.text.LayoutDetection;
import dev.palate.ratingfile.text.Records;
import dev.palate.ratingfile.text.TextLayout;
import dev.palate.ratingfile.text.TextOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a file of items is written. */
public final class ItemFormat {

    private static final Column ID = new Column(
            0,
            "itemid id item movieid productid asin bookid isbn businessid articleid songid trackid "
                    + "animeid gameid sku");
    private static final Column TITLE = new Column(1, "title name itemname productname movietitle booktitle");
    private static final Column YEAR = new Column(2, "year releaseyear");
    private static final Column CATEGORIES = new Column(3, "categories category genres genre");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final String NO_GENRES = "(no genres listed)";

    final TextLayout layout;
    private final @Nullable MovieLensItems movieLens;
    private final Pattern separator;
    private final int id;
    private final int title;
    private final int year;
    /** The best first: lines of JSON may name the field differently. */
    private final List<Integer> categories;

    private final @Nullable DetailColumns details;

    private ItemFormat(TextLayout layout, @Nullable MovieLensItems movieLens, ItemColumns wanted) {
        this.layout = layout;
        this.movieLens = movieLens;
        Columns columns = new Columns(layout);
        id = columns.require(wanted.id(), ID, "itemId");
        title = columns.require(wanted.title(), TITLE, "title");
        year = columns.optional(wanted.year(), YEAR, "year");
        categories = wanted.categories() == null
                ? columns.findAll(CATEGORIES)
                : List.of(columns.require(wanted.categories(), CATEGORIES, "categories"));
        separator = Pattern.compile(Pattern.quote(Objects.requireNonNullElse(wanted.categorySeparator(), "|")));
        details = movieLens == null ? new DetailColumns(columns, wanted.attributes(), separator) : null;
    }

    /**
     * Recognises how {@code part} is written: MovieLens' files by their names, others from their first records, where the
     * options do not say it. Without an encoding the text is UTF-8 if all of it is valid, else ISO 8859-1.
     *
     * @throws dev.palate.ratingfile.source.RatingFileException if the part is no text, a column is missing, or the options
     *     are invalid
     */
    public static ItemFormat detect(FilePart part, ReadOptions options) {
        MovieLensItems movieLens = options.text().format() == null ? MovieLensItems.named(part.name()) : null;
        return movieLens != null
                ? new ItemFormat(movieLens.layout(text(part, options)), movieLens, ReadOptions.NONE.itemColumns())
                : new ItemFormat(layout(part, options), null, options.itemColumns());
    }

    static TextLayout layout(FilePart part, ReadOptions options) {
        return LayoutDetection.detect(
                part, text(part, options), 2, (first, second) -> isHeader(options.itemColumns(), first));
    }

    /** The options of the text, with a guess of the encoding if they have none. */
    static TextOptions text(FilePart part, ReadOptions options) {
        return options.text().encoding() == null
                ? options.text().withEncoding(Encodings.guess(part).name())
                : options.text();
    }

    /** The first record of items is a header, unless it holds a number and none of the usual names. */
    private static boolean isHeader(ItemColumns wanted, List<String> first) {
        List<@Nullable String> given = Arrays.asList(wanted.id(), wanted.title(), wanted.year(), wanted.categories());
        return first.stream().anyMatch(name -> Columns.isName(name, given, ID, TITLE, YEAR, CATEGORIES))
                || first.stream().noneMatch(NUMBER.asMatchPredicate());
    }

    /** What the detection found, to be shown. */
    public DetectedFormat describe() {
        List<String> keys = List.of("id", "title", "year", "categories");
        int shown = categories.isEmpty() ? Columns.ABSENT : categories.get(0);
        Map<String, String> columns = Columns.found(layout, keys, id, title, year, shown);
        if (details != null) {
            columns.putAll(details.found(layout));
        }
        return new DetectedFormat(
                layout.asOptions(),
                columns,
                null,
                details == null ? List.of() : details.attributes().options());
    }

    /** The attributes without a type whose values were of several kinds so far, with these kinds. */
    public Map<String, Set<String>> mixedAttributes() {
        return details == null ? Map.of() : details.attributes().mixed();
    }

    /** @throws UnreadableRecordException if the record is no item */
    ItemRecord read(Records records) throws UnreadableRecordException {
        if (movieLens != null) {
            return movieLens.read(records);
        }
        String name = MovieLensItems.oneLine(records.value(title));
        return new ItemRecord(
                Objects.requireNonNullElse(records.raw(id), ""),
                name,
                MovieLensItems.year(records.value(year), name),
                categories(records),
                details == null ? ItemDetails.NONE : details.read(records));
    }

    /** What the file says of its items besides title, year and categories. */
    public Set<ItemDetails.Kind> details() {
        return details == null ? Set.of() : details.kinds();
    }

    private List<String> categories(Records records) {
        for (int column : categories) {
            List<String> several = records.values(column);
            if (several != null) {
                return several;
            }
            String one = records.value(column);
            if (one != null) {
                return categories(one);
            }
        }
        return List.of();
    }

    private List<String> categories(String text) {
        return text.equals(NO_GENRES)
                ? List.of()
                : Stream.of(separator.split(text))
                        .map(String::strip)
                        .filter(category -> !category.isEmpty())
                        .toList();
    }

    /** A record cannot be read as an item or user. Without a stack trace: a file may hold many. */
    static final class UnreadableRecordException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableRecordException(String reason) {
            super(reason, null, false, false);
        }
    }
}
