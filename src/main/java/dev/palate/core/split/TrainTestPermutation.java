package dev.palate.core.split;

import java.util.Arrays;

/**
 * Rows in the order of scikit-learn's {@code train_test_split(test_size=share, random_state=seed)}: NumPy's legacy permutation,
 * of which the first {@code ceil(share * rows)} are for the test and the others for training.
 */
public final class TrainTestPermutation {

    private final int[] order;
    private final int testCount;

    private TrainTestPermutation(int[] order, int testCount) {
        this.order = order;
        this.testCount = testCount;
    }

    /**
     * The permutation of {@code rows} rows.
     *
     * @param testShare 0..1
     * @param seed 0..2^32-1, NumPy's range
     */
    public static TrainTestPermutation of(int rows, double testShare, long seed) {
        MersenneTwister random = new MersenneTwister(seed);
        int[] order = new int[rows];
        Arrays.setAll(order, row -> row);
        for (int i = rows - 1; i > 0; i--) {
            int j = random.nextInt(i);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return new TrainTestPermutation(order, (int) Math.ceil(testShare * rows));
    }

    /** Row indexes in the order of the permutation. */
    public int[] test() {
        return Arrays.copyOf(order, testCount);
    }

    /** Row indexes in the order of the permutation. */
    public int[] train() {
        return Arrays.copyOfRange(order, testCount, order.length);
    }
}
