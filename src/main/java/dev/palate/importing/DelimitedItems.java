package dev.palate.importing;

import dev.palate.catalogue.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Items in columns of the caller's choice. */
final class DelimitedItems implements ItemFields {

    static final List<String> ID = List.of("itemId", "item_id", "id", "item", "movieId", "movie_id");
    static final List<String> TITLE = List.of("title", "name");
    static final List<String> YEAR = List.of("year");
    static final List<String> CATEGORIES = List.of("categories", "category", "genres");

    private final LineSplitter splitter;
    private final boolean header;
    private final ImportOptions options;
    private int id;
    private int title;
    private int year;
    private int categories;
    private int expected;

    DelimitedItems(LineSplitter splitter, boolean header, ImportOptions options) {
        this.splitter = splitter;
        this.header = header;
        this.options = options;
    }

    @Override
    public @Nullable Item read(String line, long number) throws BadLineException {
        int count = splitter.split(line);
        if (expected == 0) {
            locate(count);
        }
        if (header && number == 1) {
            return null;
        }
        if (count != expected) {
            throw new BadLineException("has " + count + " fields instead of " + expected);
        }
        return ItemSyntax.checked(
                splitter.field(id),
                splitter.field(title),
                ItemSyntax.yearOf(field(year), splitter.field(title)),
                options.categories(field(categories)));
    }

    private String field(int index) {
        return index == Columns.ABSENT ? "" : splitter.field(index);
    }

    private void locate(int count) {
        Columns columns = Columns.of(splitter, count, header);
        id = columns.require(options.itemColumn(), ID, 0);
        title = columns.require(options.titleColumn(), TITLE, 1);
        year = options.yearColumn() == null
                ? columns.find(null, YEAR, 2)
                : columns.require(options.yearColumn(), YEAR, 2);
        categories = options.categoriesColumn() == null
                ? columns.find(null, CATEGORIES, 3)
                : columns.require(options.categoriesColumn(), CATEGORIES, 3);
        expected = count;
    }
}
