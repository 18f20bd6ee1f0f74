package dev.palate.recommendation.query;

/**
 * The part of the ranking that a list contains.
 *
 * @param k the length of the list, 1 to {@link #MAX_K}
 * @param offset how many of the best items precede the list
 */
public record ListPage(int k, int offset) {

    public static final int MAX_K = 1000;
    public static final int DEFAULT_K = 30;

    /** The {@code k} best items. */
    public static ListPage first(int k) {
        return new ListPage(k, 0);
    }

    /** The position after the last item of the page. */
    public int end() {
        return offset + k;
    }
}
