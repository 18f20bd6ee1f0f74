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
     * Divides as {@link TrainTestPermutation}; the validation users are the first of its training rows, so that without
     * validation the split equals scikit-learn's.
     *
     * @throws IllegalArgumentException if the test or the training has no users
     */
    public static UserSplit of(int users, double validationShare, double testShare, long seed) {
        TrainTestPermutation permutation = TrainTestPermutation.of(users, testShare, seed);
        int[] rest = permutation.train();
        int validationCount = (int) Math.ceil(validationShare * users);
        if (permutation.test().length == 0 || rest.length <= validationCount) {
            throw new IllegalArgumentException(users + " users with ratings are too few to hold out a share of "
                    + validationShare + " for validation and " + testShare + " for the test");
        }
        return new UserSplit(
                Arrays.copyOfRange(rest, validationCount, rest.length),
                Arrays.copyOf(rest, validationCount),
                permutation.test());
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
