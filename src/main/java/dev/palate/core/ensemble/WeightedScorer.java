package dev.palate.core.ensemble;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.ItemScorer;
import java.util.Arrays;
import java.util.List;

/** The weighted sum of standardised scores. */
record WeightedScorer(List<? extends EnsembleModel.Weighted<? extends ItemScorer>> members) implements ItemScorer {

    /** Scores that are computed at a time, for each member; 2 MB. */
    private static final int BATCH_SCORES = 1 << 19;

    @Override
    public int itemCount() {
        return members.get(0).scorer().itemCount();
    }

    @Override
    public float leastInput() {
        float least = Float.POSITIVE_INFINITY;
        for (EnsembleModel.Weighted<? extends ItemScorer> member : members) {
            least = Math.min(least, member.scorer().leastInput());
        }
        return least;
    }

    @Override
    public boolean usesRecency() {
        return members.stream().anyMatch(member -> member.scorer().usesRecency());
    }

    @Override
    public boolean benefitsFromBatching() {
        return members.stream().anyMatch(member -> member.scorer().benefitsFromBatching());
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        int items = itemCount();
        float[] own = new float[items];
        Arrays.fill(scores, 0, items, 0);
        for (EnsembleModel.Weighted<? extends ItemScorer> member : members) {
            member.scorer().score(foldIn, own);
            StandardScores.add(own, 0, items, foldIn, member.weight(), scores, 0);
        }
    }

    @Override
    public void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
        int items = itemCount();
        int batch = Math.max(1, Math.min(to - from, BATCH_SCORES / Math.max(1, items)));
        float[] own = new float[Math.multiplyExact(batch, items)];
        Arrays.fill(scores, 0, (to - from) * items, 0);
        for (int first = from; first < to; first += batch) {
            int last = Math.min(to, first + batch);
            for (EnsembleModel.Weighted<? extends ItemScorer> member : members) {
                member.scorer().scoreRows(foldIn, first, last, own);
                for (int row = first; row < last; row++) {
                    StandardScores.add(
                            own,
                            (row - first) * items,
                            items,
                            foldIn.row(row),
                            member.weight(),
                            scores,
                            (row - from) * items);
                }
            }
        }
    }

    @Override
    public void close() {
        members.forEach(member -> member.scorer().close());
    }
}
