package dev.palate.recommendation.selection;

import dev.palate.core.metrics.CategoryShares;

/**
 * How badly a list that grows is calibrated to the categories of the items that a user likes (Steck 2018). The divergence with one
 * item more is computed in the time that the categories of this item take: it differs from that with any other item with
 * categories only there.
 */
final class ListCalibration {

    private final int[][] categories;
    private final CategoryShares target;
    private final CategoryShares list;
    private final int codes;
    private double current;
    private double withOther;

    /**
     * @param liked the codes of the categories of each item that the user likes
     * @param categories the codes of the categories of each item of the pool
     */
    ListCalibration(int[][] liked, int[][] categories) {
        this.categories = categories;
        this.target = shares(liked);
        this.codes = codes(liked);
        this.list = new CategoryShares(codes);
        update();
    }

    /** The divergence of the list with item {@code i} of the pool; without it if it has no categories. */
    double with(int i) {
        if (categories[i].length == 0) {
            return current;
        }
        double divergence = withOther;
        double items = list.items() + 1;
        for (int code : categories[i]) {
            double share = target.share(code);
            double weight = list.weight(code);
            divergence += CategoryShares.term(share, (weight + 1.0 / categories[i].length) / items)
                    - CategoryShares.term(share, weight / items);
        }
        return divergence;
    }

    /** Appends item {@code i} of the pool to the list. */
    void add(int i) {
        list.add(categories[i]);
        update();
    }

    /** Computes the divergence of the list, and that with one item more that has only categories that the user does not like. */
    private void update() {
        current = target.divergence(list);
        withOther = 0;
        for (int code = 0; code < codes; code++) {
            withOther += CategoryShares.term(target.share(code), list.weight(code) / (list.items() + 1.0));
        }
    }

    private static CategoryShares shares(int[][] items) {
        CategoryShares shares = new CategoryShares(codes(items));
        for (int[] item : items) {
            shares.add(item);
        }
        return shares;
    }

    private static int codes(int[][] items) {
        int most = 0;
        for (int[] item : items) {
            for (int code : item) {
                most = Math.max(most, code + 1);
            }
        }
        return most;
    }
}
