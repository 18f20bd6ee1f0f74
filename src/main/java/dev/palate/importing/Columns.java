package dev.palate.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names of a file's columns, by which fields are found; without a header, their numbers from 1. */
final class Columns {

    static final int ABSENT = -1;

    private final List<String> names;
    private final boolean header;

    private Columns(List<String> names, boolean header) {
        this.names = names;
        this.header = header;
    }

    /** Those of the line that {@code splitter} has just split into {@code count} fields. */
    static Columns of(LineSplitter splitter, int count, boolean header) {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            names.add(header ? splitter.field(k) : Integer.toString(k + 1));
        }
        return new Columns(names, header);
    }

    int count() {
        return names.size();
    }

    /**
     * Where a field is.
     *
     * @param wanted as the caller has called it
     * @param usual what it is called if the caller has not said so
     * @param position where it is if there are no names either
     * @throws UnreadableFileException if there is no such column
     */
    int require(@Nullable String wanted, List<String> usual, int position) {
        int found = find(wanted, usual, position);
        if (found == ABSENT) {
            throw new UnreadableFileException(
                    "There is no column " + (wanted == null ? usual.get(0) : wanted) + " among " + names + ".");
        }
        return found;
    }

    /** Likewise, for a field that a file need not have unless the caller has named it. */
    int find(@Nullable String wanted, List<String> usual, int position) {
        if (wanted == null && !header) {
            return position < names.size() ? position : ABSENT;
        }
        List<String> candidates = wanted == null ? usual : List.of(wanted);
        return candidates.stream()
                .map(this::indexOf)
                .filter(index -> index >= 0)
                .findFirst()
                .orElse(ABSENT);
    }

    private int indexOf(String wanted) {
        for (int k = 0; k < names.size(); k++) {
            if (names.get(k).toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT))) {
                return k;
            }
        }
        return ABSENT;
    }
}
