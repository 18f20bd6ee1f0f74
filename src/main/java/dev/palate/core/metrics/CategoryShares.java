package dev.palate.core.metrics;

import java.util.Arrays;

/**
 * The shares of categories in a set of items: every item has the weight 1, which is spread equally over its categories. Items without
 * categories do not count. It grows with the items that are added.
 */
public final class CategoryShares {

    /** The smoothing of Steck 2018: a category that the list lacks must not make the divergence infinite. */
    public static final double ALPHA = 0.01;

    private double[] weights;
    private int items;

    /** @param categories the number of categories; grows if a higher code is added */
    public CategoryShares(int categories) {
        weights = new double[categories];
    }

    /** Adds an item with these categories. */
    public void add(int[] categories) {
        for (int category : categories) {
            if (category >= weights.length) {
                weights = Arrays.copyOf(weights, Math.max(category + 1, 2 * weights.length));
            }
            weights[category] += 1.0 / categories.length;
        }
        items += categories.length == 0 ? 0 : 1;
    }

    /** The number of items with categories. */
    public int items() {
        return items;
    }

    /** The sum of the weights of a category. */
    public double weight(int category) {
        return category < weights.length ? weights[category] : 0;
    }

    /** The share of a category; 0 without items. */
    public double share(int category) {
        return items == 0 ? 0 : weight(category) / items;
    }

    /**
     * How badly a list is calibrated to these shares {@code p} (Steck 2018, equations 6 and 7): the Kullback-Leibler divergence of
     * {@code (1 - alpha) * q + alpha * p} from {@code p} in nats, where {@code q} are the shares of the list. 0 for equal shares,
     * {@code -ln(alpha)} for a list without any of these categories, and 0 if this has no items.
     */
    public double divergence(CategoryShares list) {
        double sum = 0;
        for (int category = 0; category < weights.length; category++) {
            sum += term(share(category), list.share(category));
        }
        return sum;
    }

    /** What one category contributes to the divergence; it can be negative. */
    public static double term(double target, double share) {
        return target == 0 ? 0 : target * Math.log(target / ((1 - ALPHA) * share + ALPHA * target));
    }
}
