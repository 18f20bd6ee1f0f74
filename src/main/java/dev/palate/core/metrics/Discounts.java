package dev.palate.core.metrics;

/** The rank discounts of NDCG, 1 / log2(rank + 1) with ranks from 1, and their running sums. */
final class Discounts {

    private static final int TABLED = 4096;
    private static final double[] DISCOUNTS = new double[TABLED];
    private static final double[] SUMS = new double[TABLED + 1];

    static {
        for (int position = 0; position < TABLED; position++) {
            DISCOUNTS[position] = compute(position);
            SUMS[position + 1] = SUMS[position] + DISCOUNTS[position];
        }
    }

    private Discounts() {}

    /** @param position from 0 */
    static double at(int position) {
        return position < TABLED ? DISCOUNTS[position] : compute(position);
    }

    /** Of the first {@code count} positions. */
    static double sum(int count) {
        double sum = SUMS[Math.min(count, TABLED)];
        for (int position = TABLED; position < count; position++) {
            sum += compute(position);
        }
        return sum;
    }

    private static double compute(int position) {
        return Math.log(2) / Math.log(position + 2.0);
    }
}
