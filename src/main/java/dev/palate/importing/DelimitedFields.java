package dev.palate.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ratings in columns. */
final class DelimitedFields implements RatingFields {

    private static final List<String> USER = List.of("userId", "user_id", "user");
    private static final List<String> ITEM = List.of("itemId", "item_id", "item", "movieId", "movie_id");
    private static final List<String> VALUE = List.of("rating", "value", "score");
    private static final List<String> TIMESTAMP = List.of("timestamp", "ratedAt", "rated_at");
    private static final int ABSENT = -1;

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
        return timestamp == ABSENT ? null : splitter.field(timestamp);
    }

    /** The first line decides where the columns are and how many. */
    private void locate(int count) {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            names.add(header ? splitter.field(k) : Integer.toString(k + 1));
        }
        user = column(names, options.userColumn(), USER, 0);
        item = column(names, options.itemColumn(), ITEM, 1);
        value = column(names, options.ratingColumn(), VALUE, 2);
        timestamp = options.timestampColumn() == null && (header ? !holdsAny(names, TIMESTAMP) : count < 4)
                ? ABSENT
                : column(names, options.timestampColumn(), TIMESTAMP, 3);
        expected = count;
    }

    private int column(List<String> names, @Nullable String wanted, List<String> usual, int position) {
        if (wanted == null && !header && position < names.size()) {
            return position;
        }
        List<String> candidates = wanted == null ? usual : List.of(wanted);
        return candidates.stream()
                .map(candidate -> indexOf(names, candidate))
                .filter(index -> index >= 0)
                .findFirst()
                .orElseThrow(() -> new UnreadableFileException(
                        "There is no column " + candidates.get(0) + " among " + names + "."));
    }

    private static boolean holdsAny(List<String> names, List<String> candidates) {
        return candidates.stream().anyMatch(candidate -> indexOf(names, candidate) >= 0);
    }

    private static int indexOf(List<String> names, String wanted) {
        for (int k = 0; k < names.size(); k++) {
            if (names.get(k).toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT))) {
                return k;
            }
        }
        return ABSENT;
    }
}
