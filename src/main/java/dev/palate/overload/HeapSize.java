package dev.palate.overload;

import java.util.Collection;

/** Upper estimates of the heap that values take, which bound caches and the memory of requests. */
public final class HeapSize {

    /** An entry of a cache without its key and its value, and the two objects themselves. */
    public static final int ENTRY = 250;

    private static final int TEXT = 56;
    private static final int ELEMENT = 48;

    private HeapSize() {}

    public static long of(CharSequence text) {
        return TEXT + 2L * text.length();
    }

    /** A collection with its texts. */
    public static long of(Collection<String> texts) {
        long bytes = ELEMENT;
        for (String text : texts) {
            bytes += ELEMENT + of(text);
        }
        return bytes;
    }

    /** The weight of an entry of a cache that is bounded by bytes. */
    public static int weight(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, ENTRY + bytes);
    }
}
