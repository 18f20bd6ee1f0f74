package dev.palate.core.evaluation.newitem;

import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.ItemScorer;
import java.util.Arrays;

/** Scores the held-out items alone: the scores of the others are not numbers, so that no ranking contains them. */
abstract class HeldOutScorer implements ItemScorer {

    private final HeldOutItems heldOut;
    private final int itemCount;

    HeldOutScorer(HeldOutItems heldOut, int itemCount) {
        this.heldOut = heldOut;
        this.itemCount = itemCount;
    }

    /** The score of a held-out item for one user. */
    interface OfUser {
        float of(int item);
    }

    abstract OfUser user(SparseVector foldIn);

    @Override
    public int itemCount() {
        return itemCount;
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        OfUser user = user(foldIn);
        Arrays.fill(scores, 0, itemCount, Float.NaN);
        for (int item = 0; item < itemCount; item++) {
            if (heldOut.contains(item)) {
                scores[item] = user.of(item);
            }
        }
    }
}
