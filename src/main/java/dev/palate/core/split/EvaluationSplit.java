package dev.palate.core.split;

import dev.palate.core.matrix.RatingMatrix;

/**
 * Training rows and the users that validation and the test hold out.
 *
 * @param train {@code [users x items]}: all that an algorithm receives
 * @param validation steers early stopping and tuning; may be empty
 * @param test read once, at the end
 */
public record EvaluationSplit(RatingMatrix train, HeldOutUsers validation, HeldOutUsers test) {

    /** Strong generalization: validation and test users are disjoint from those trained on. */
    public static EvaluationSplit byUser(
            RatingMatrix ratings, UserSplit users, double threshold, double heldOutShare, long seed) {
        return new EvaluationSplit(
                ratings.selectRows(users.train()),
                HeldOutUsers.of(ratings, users.validation(), threshold, heldOutShare, seed),
                HeldOutUsers.of(ratings, users.test(), threshold, heldOutShare, seed));
    }

    /**
     * Weak generalization on a given split: all users train on their train rows; at test the fold-in is train plus
     * validation. Rows of the three are of the same users.
     */
    public static EvaluationSplit predefined(
            RatingMatrix train, RatingMatrix validation, RatingMatrix test, double threshold) {
        return new EvaluationSplit(
                train,
                HeldOutUsers.following(train, validation, threshold),
                HeldOutUsers.following(Rows.merge(train, validation), test, threshold));
    }
}
