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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a file of items is written. */
public final class ItemFormat {

    private static final Column ID = new Column(
            0,
            "itemid",
            "id",
            "item",
            "movieid",
            "productid",
            "asin",
            "bookid",
            "isbn",
            "businessid",
            "articleid",
            "songid",
            "trackid",
            "animeid",
            "gameid",
            "sku");
    private static final Column TITLE =
            new Column(1, "title", "name", "itemname", "productname", "movietitle", "booktitle");
    private static final Column YEAR = new Column(2, "year", "releaseyear");
    private static final Column CATEGORIES = new Column(3, "categories", "category", "genres", "genre");
    private static final String NO_GENRES = "(no genres listed)";

    final TextLayout layout;
    private final @Nullable MovieLensItems movieLens;
    private final Pattern separator;
    private final int id;
    private final int title;
    private final int year;
    private final int categories;

    private ItemFormat(TextLayout layout, @Nullable MovieLensItems movieLens, ItemColumns wanted) {
        this.layout = layout;
        this.movieLens = movieLens;
        Columns columns = new Columns(layout);
        id = columns.require(wanted.id(), ID, "itemId");
        title = columns.require(wanted.title(), TITLE, "title");
        year = wanted.year() == null ? columns.find(null, YEAR) : columns.require(wanted.year(), YEAR, "year");
        categories = wanted.categories() == null
                ? columns.find(null, CATEGORIES)
                : columns.require(wanted.categories(), CATEGORIES, "categories");
        separator = Pattern.compile(Pattern.quote(Objects.requireNonNullElse(wanted.categorySeparator(), "|")));
    }

    /**
     * Recognises how {@code part} is written: MovieLens' files by their names, others from their first records, where the
     * options do not say it. Without an encoding the text is UTF-8 if all of it is valid, else ISO 8859-1.
     *
     * @throws dev.palate.ratingfile.source.RatingFileException if the part is no text, a column is missing, or the options
     *     are invalid
     */
    public static ItemFormat detect(FilePart part, ReadOptions options) {
        TextOptions text = options.text().encoding() == null
                ? options.text().withEncoding(Encodings.guess(part).name())
                : options.text();
        MovieLensItems movieLens = text.format() == null ? MovieLensItems.named(part.name()) : null;
        return movieLens != null
                ? new ItemFormat(movieLens.layout(text), movieLens, ReadOptions.NONE.itemColumns())
                : new ItemFormat(LayoutDetection.detect(part, text, new Kind(options)), null, options.itemColumns());
    }

    /** What the detection found, to be shown. */
    public DetectedFormat describe() {
        Map<String, String> columns = new LinkedHashMap<>();
        put(columns, "id", id);
        put(columns, "title", title);
        put(columns, "year", year);
        put(columns, "categories", categories);
        return new DetectedFormat(layout.asOptions(), columns, null);
    }

    private void put(Map<String, String> columns, String name, int index) {
        if (index != Columns.ABSENT) {
            columns.put(name, layout.names().get(index));
        }
    }

    /** @throws UnreadableItemException if the record is no item */
    ItemRecord read(Records records) throws UnreadableItemException {
        if (movieLens != null) {
            return movieLens.read(records);
        }
        String name = MovieLensItems.oneLine(records.value(title));
        List<String> several = records.values(categories);
        String one = Objects.requireNonNullElse(records.value(categories), "");
        return new ItemRecord(
                Objects.requireNonNullElse(records.value(id), ""),
                name,
                MovieLensItems.year(records.value(year), name),
                several != null ? several : categories(one));
    }

    private List<String> categories(String text) {
        return text.equals(NO_GENRES)
                ? List.of()
                : Stream.of(separator.split(text))
                        .map(String::strip)
                        .filter(category -> !category.isEmpty())
                        .toList();
    }

    /** A record cannot be read as an item. Without a stack trace: a file may hold many. */
    static final class UnreadableItemException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableItemException(String reason) {
            super(reason, null, false, false);
        }
    }

    /** The first record of items is a header, unless it holds a number and none of the usual names. */
    private record Kind(ReadOptions options) implements LayoutDetection.RecordKind {

        private static final Pattern NUMBER = Pattern.compile("\\d+");

        @Override
        public int fewestColumns() {
            return 2;
        }

        @Override
        public boolean isHeader(List<String> first, List<String> second) {
            ItemColumns wanted = options.itemColumns();
            List<@Nullable String> given =
                    Arrays.asList(wanted.id(), wanted.title(), wanted.year(), wanted.categories());
            return first.stream().anyMatch(name -> Columns.isName(name, given, ID, TITLE, YEAR, CATEGORIES))
                    || first.stream().noneMatch(NUMBER.asMatchPredicate());
        }
    }
}
