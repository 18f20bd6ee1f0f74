package dev.palate.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ratings in columns. */
final class DelimitedFields implements RatingFields {

    private static final List<String> USER = List.of("userId", "user_id", "user");
    private static final List<String> ITEM = List.of("itemId", "item_id", "item", "movieId", "movie_id");
    private static final List<String> VALUE = List.of("rating", "value", "score");
    private static final List<String> TIMESTAMP = List.of("timestamp", "ratedAt", "rated_at");

    private final LineSplitter splitter;
    private final boolean header;
    private final ImportOptions options;
    private int user = 0;
    private int item = 1;
    private int value = 2;
    private int timestamp = 3;
    private int expected;

    DelimitedFields(LineSplitter splitter, boolean header, ImportOptions options) {
        this.splitter = splitter;
        this.header = header;
        this.options = options;
    }

    @Override
    public boolean read(String line, long number) throws BadLineException {
        int count = splitter.split(line);
        if (expected == 0) {
            locate(count);
        }
        if (header && number == 1) {
            return false;
        }
        if (count != expected) {
            throw new BadLineException("has " + count + " fields instead of " + expected);
        }
        return true;
    }

    @Override
    public String user() {
        return splitter.field(user);
    }

    @Override
    public String item() {
        return splitter.field(item);
    }

    @Override
    public String value() {
        return splitter.field(value);
    }

    @Override
    public @Nullable String timestamp() {
        return timestamp == Columns.ABSENT ? null : splitter.field(timestamp);
    }

    /** The first line decides where the columns are and how many. */
    private void locate(int count) {
        Columns columns = Columns.of(splitter, count, header);
        user = columns.require(options.userColumn(), USER, 0);
        item = columns.require(options.itemColumn(), ITEM, 1);
        value = columns.require(options.ratingColumn(), VALUE, 2);
        timestamp = options.timestampColumn() == null
                ? columns.find(null, TIMESTAMP, 3)
                : columns.require(options.timestampColumn(), TIMESTAMP, 3);
        expected = count;
    }
}
