package dev.palate.core.split;

import java.util.Arrays;

/** Users divided into training, validation and test: disjoint row indexes that together cover all rows. */
public final class UserSplit {

    private final int[] train;
    private final int[] validation;
    private final int[] test;

    private UserSplit(int[] train, int[] validation, int[] test) {
        this.train = train;
        this.validation = validation;
        this.test = test;
    }

    /**
     * Divides the rows in the order of scikit-learn's {@code train_test_split(test_size=testShare, random_state=seed)}, which is
     * NumPy's legacy permutation: the first {@code ceil(testShare * users)} are for the test, then come those for validation.
     * Without validation the split equals scikit-learn's.
     *
     * @param seed 0..2^32-1, NumPy's range
     * @throws IllegalArgumentException if the test or the training has no users
     */
    public static UserSplit of(int users, double validationShare, double testShare, long seed) {
        int[] order = new MersenneTwister(seed).permutation(users);
        int testCount = (int) Math.ceil(testShare * users);
        int validationEnd = testCount + (int) Math.ceil(validationShare * users);
        if (testCount == 0 || users <= validationEnd) {
            throw new IllegalArgumentException(users + " users with ratings are too few to hold out a share of "
                    + validationShare + " for validation and " + testShare + " for the test");
        }
        return new UserSplit(
                Arrays.copyOfRange(order, validationEnd, users),
                Arrays.copyOfRange(order, testCount, validationEnd),
                Arrays.copyOf(order, testCount));
    }

    public int[] train() {
        return train.clone();
    }

    public int[] validation() {
        return validation.clone();
    }

    public int[] test() {
        return test.clone();
    }
}
