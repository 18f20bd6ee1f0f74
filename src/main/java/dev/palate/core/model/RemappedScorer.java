package dev.palate.core.model;

import dev.palate.core.matrix.SparseVector;
import java.util.stream.IntStream;

/** A scorer over the columns of another matrix. Items that the scorer does not know rank last. */
public final class RemappedScorer implements ItemScorer {

    private final ItemScorer scorer;
    private final int[] source;

    private RemappedScorer(ItemScorer scorer, int[] source) {
        this.scorer = scorer;
        this.source = source;
    }

    /**
     * {@code scorer} itself if the columns are equal.
     *
     * @param source for each column of the other matrix the column of {@code scorer}, or a negative number for an unknown item
     */
    public static ItemScorer of(ItemScorer scorer, int[] source) {
        boolean equal = source.length == scorer.itemCount()
                && IntStream.range(0, source.length).allMatch(item -> source[item] == item);
        return equal ? scorer : new RemappedScorer(scorer, source.clone());
    }

    @Override
    public int itemCount() {
        return source.length;
    }

    @Override
    public float leastInput() {
        return scorer.leastInput();
    }

    @Override
    public boolean usesRecency() {
        return scorer.usesRecency();
    }

    @Override
    public boolean scoresAreLogits() {
        return scorer.scoresAreLogits();
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        float[] own = new float[scorer.itemCount()];
        scorer.score(foldIn.reindexed(item -> source[item]), own);
        for (int item = 0; item < source.length; item++) {
            scores[item] = source[item] < 0 ? Float.NEGATIVE_INFINITY : own[source[item]];
        }
    }
}
