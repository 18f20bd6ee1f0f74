package dev.palate.core.split;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Users divided into training, validation and test: disjoint row indexes that together cover all rows. */
public final class UserSplit {

    /** Fewer test users than this say little about a model. */
    public static final int LEAST_TEST_USERS = 30;

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
        requireUsers(users, testCount > 0 && users > validationEnd, validationShare, testShare);
        return new UserSplit(
                Arrays.copyOfRange(order, validationEnd, users),
                Arrays.copyOfRange(order, testCount, validationEnd),
                Arrays.copyOf(order, testCount));
    }

    /**
     * Divides by a hash of each user's id, so that a user stays on the same side when other users come or go: the test has the
     * lowest hashes, the validation the next ones. A later split therefore tests users who were not trained on before, which
     * makes an earlier model comparable with a new one. At least {@value #LEAST_TEST_USERS} users are in the test if that is at
     * most a quarter of the users that can be measured. Without such users, the test is empty.
     *
     * @param ids one for each row
     * @param measurable whether the user of a row can be held out; the others are trained on
     * @throws IllegalArgumentException if the training has no users
     */
    public static UserSplit stable(
            List<String> ids, IntPredicate measurable, double validationShare, double testShare, long seed) {
        int[] rows = IntStream.range(0, ids.size()).filter(measurable).toArray();
        int least = 4 * LEAST_TEST_USERS <= rows.length ? LEAST_TEST_USERS : 0;
        int test = Math.max((int) Math.ceil(testShare * rows.length), least);
        int held = test + (int) Math.ceil(validationShare * rows.length);
        requireUsers(ids.size(), ids.size() > held, validationShare, testShare);
        int[] byHash = IntStream.of(rows)
                .boxed()
                .sorted(Comparator.comparingLong((Integer row) -> RowSplit.hash(ids.get(row), seed))
                        .thenComparing(ids::get))
                .mapToInt(Integer::intValue)
                .toArray();
        BitSet heldOut = new BitSet();
        IntStream.of(byHash).limit(held).forEach(heldOut::set);
        return new UserSplit(
                IntStream.range(0, ids.size()).filter(row -> !heldOut.get(row)).toArray(),
                Arrays.copyOfRange(byHash, test, held),
                Arrays.copyOf(byHash, test));
    }

    private static void requireUsers(int users, boolean enough, double validationShare, double testShare) {
        if (!enough) {
            throw new IllegalArgumentException(users + " users with ratings are too few to hold out a share of "
                    + validationShare + " for validation and " + testShare + " for the test");
        }
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
