package dev.palate.core.hyperparameter;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelt name is nearest to, by the edit distance of Levenshtein (1966). */
public final class NearestName {

    /** Longer names are cut: the distance takes time that is quadratic in the length. */
    private static final int LONGEST = 100;

    private NearestName() {}

    /** The nearest name without regard to case and separators, the first one of several; empty if no name is known. */
    public static Optional<String> of(String name, Collection<String> known) {
        String given = plain(name);
        return known.stream().min(Comparator.comparingInt(candidate -> distance(given, plain(candidate))));
    }

    /** What is wrong with an unknown name, for a message. */
    public static String describe(String name, Collection<String> known) {
        return of(name, known)
                .map(nearest -> "is unknown; the nearest known name is " + nearest)
                .orElse("is unknown; none is expected");
    }

    private static String plain(String name) {
        String cut = name.substring(0, Math.min(name.length(), LONGEST));
        return cut.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] swapped = previous;
            previous = row;
            row = swapped;
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
