package dev.palate.recommendation.scoring;

import java.util.ArrayList;
import java.util.List;

/** The {@value #PER_ITEM} ratings that increase the score of each item of a list most. */
final class StrongestReasons {

    /** The maximum number of reasons of an item. */
    static final int PER_ITEM = 3;

    private final int[] ratings;
    private final float[] contributions;

    StrongestReasons(int items) {
        this.ratings = new int[items * PER_ITEM];
        this.contributions = new float[items * PER_ITEM];
    }

    /** Makes a reason of the position of a rating and its contribution. */
    interface Naming {
        Reason reason(int rating, float contribution);
    }

    /** Of equal contributions, the one that is added first is the stronger one. */
    void add(int item, int rating, float contribution) {
        int first = item * PER_ITEM;
        int place = first + PER_ITEM;
        while (place > first && contribution > contributions[place - 1]) {
            place--;
            if (place + 1 < first + PER_ITEM) {
                contributions[place + 1] = contributions[place];
                ratings[place + 1] = ratings[place];
            }
        }
        if (place < first + PER_ITEM && contribution > 0) {
            contributions[place] = contribution;
            ratings[place] = rating;
        }
    }

    /** The strongest first. */
    List<Reason> of(int item, Naming naming) {
        List<Reason> reasons = new ArrayList<>(PER_ITEM);
        for (int place = item * PER_ITEM; place < (item + 1) * PER_ITEM && contributions[place] > 0; place++) {
            reasons.add(naming.reason(ratings[place], contributions[place]));
        }
        return reasons;
    }
}
