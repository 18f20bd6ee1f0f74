package dev.palate.importing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the lines that were not imported: counts all of them, and keeps the first ones. */
final class Rejections {

    static final int KEPT = 1000;

    private static final int LONGEST_TEXT = 500;

    private final List<Rejection> fresh = new ArrayList<>();
    private long count;

    /**
     * @param before how many lines an earlier, interrupted run has rejected already
     */
    Rejections(long before) {
        this.count = before;
    }

    void add(String file, long line, String text, @Nullable String reason, @Nullable String userId) {
        if (count++ < KEPT) {
            String shown = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
            fresh.add(new Rejection(file, line, shown, reason == null ? "cannot be read" : reason, userId));
        }
    }

    long count() {
        return count;
    }

    /** Those kept since the last call. */
    List<Rejection> drain() {
        List<Rejection> drained = List.copyOf(fresh);
        fresh.clear();
        return drained;
    }
}
