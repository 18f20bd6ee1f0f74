package dev.palate.ratingfile;

import dev.palate.ratingfile.source.RatingFileException;
import dev.palate.ratingfile.text.FileFormat;
import dev.palate.ratingfile.text.TextLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds columns by the name that the caller gives, else by usual names, else by position. */
record Columns(TextLayout layout) {

    static final int ABSENT = -1;

    /**
     * A column that a file may have.
     *
     * @param position where it is in a file without a header, or {@link #ABSENT} if only the caller can know
     * @param names usual ones, the best first, in lower case without separators
     */
    record Column(int position, List<String> names) {

        /** @param names separated by spaces */
        Column(int position, String names) {
            this(position, List.of(names.split(" ")));
        }

        boolean isCalled(String name) {
            return names.contains(plain(name));
        }
    }

    /**
     * The index of a required column.
     *
     * @throws RatingFileException if there is none, unless the file holds no record at all
     */
    int require(@Nullable String wanted, Column column, String displayName) {
        int found = find(wanted, column);
        if (found == ABSENT && !layout.names().isEmpty()) {
            throw new RatingFileException("There is no " + missing(Objects.requireNonNullElse(wanted, displayName)));
        }
        return found;
    }

    /** The end of a sentence about a column that is not in the file. */
    String missing(String name) {
        String what = layout.format() == FileFormat.NDJSON ? "field " : "column ";
        return what + name + " among " + shown(layout.names()) + ".";
    }

    /** The index of a column, which must be there if the caller has named it, or {@link #ABSENT}. */
    int optional(@Nullable String wanted, Column column, String displayName) {
        return wanted == null ? find(null, column) : require(wanted, column, displayName);
    }

    /** The file's names of the columns with these indexes, by {@code keys}; without those that are {@link #ABSENT}. */
    static Map<String, String> found(TextLayout layout, List<String> keys, int... indexes) {
        Map<String, String> found = new LinkedHashMap<>();
        for (int k = 0; k < indexes.length; k++) {
            if (indexes[k] != ABSENT) {
                found.put(keys.get(k), layout.names().get(indexes[k]));
            }
        }
        return found;
    }

    /** The index of a column, or {@link #ABSENT}. */
    int find(@Nullable String wanted, Column column) {
        if (wanted != null) {
            int named = indexOf(wanted::equalsIgnoreCase);
            return named == ABSENT && layout.header() ? number(wanted) : named;
        }
        return findAll(column).stream().findFirst().orElse(ABSENT);
    }

    /** The indexes of all columns with one of the usual names, the best first. */
    List<Integer> findAll(Column column) {
        if (layout.format() == FileFormat.CSV && !layout.header()) {
            boolean present = column.position() != ABSENT
                    && column.position() < layout.names().size();
            return present ? List.of(column.position()) : List.of();
        }
        return column.names().stream()
                .map(usual -> indexOf(name -> plain(name).equals(usual)))
                .filter(index -> index != ABSENT)
                .toList();
    }

    /** Whether {@code text} is a name of one of {@code columns}, or one that the caller has given (a number is none). */
    static boolean isName(String text, List<@Nullable String> wanted, Column... columns) {
        return wanted.stream().anyMatch(name -> text.equalsIgnoreCase(name) && !text.matches("\\d+"))
                || Arrays.stream(columns).anyMatch(column -> column.isCalled(text));
    }

    private int number(String wanted) {
        boolean number = wanted.matches("[1-9]\\d{0,3}")
                && Integer.parseInt(wanted) <= layout.names().size();
        return number ? Integer.parseInt(wanted) - 1 : ABSENT;
    }

    private int indexOf(Predicate<String> name) {
        return IntStream.range(0, layout.names().size())
                .filter(k -> name.test(layout.names().get(k)))
                .findFirst()
                .orElse(ABSENT);
    }

    /** {@code User_ID} and RecBole's {@code user_id:token} are both {@code userid}. */
    private static String plain(String name) {
        int type = name.indexOf(':');
        return (type < 0 ? name : name.substring(0, type))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[ _.-]", "");
    }

    private static List<String> shown(List<String> names) {
        return names.stream()
                .limit(50)
                .map(name -> name.length() > 100 ? name.substring(0, 100) + "…" : name)
                .toList();
    }
}
