package dev.palate.core.ease;

import dev.palate.core.matrix.CoOccurrences;
import dev.palate.core.matrix.HeadGram;

/** What trainings of sparse weights with the same weights of users and ratings have in common. Immutable. */
record SparseGram(CoOccurrences common, HeadGram head) {

    /** Items whose entries with each other are kept: 128 MiB at most. */
    static final int MOST_HEAD = 8192;

    /** @param beforeRows is called by several threads and may throw to cancel */
    static SparseGram of(CoOccurrences common, int threads, Runnable beforeRows) {
        return new SparseGram(common, HeadGram.of(common, headSize(common.itemCount()), threads, beforeRows));
    }

    static int headSize(int items) {
        return Math.min(items, MOST_HEAD);
    }
}
