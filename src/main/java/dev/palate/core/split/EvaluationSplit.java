package dev.palate.core.split;

import dev.palate.core.matrix.RatingMatrix;
import java.util.stream.IntStream;

/**
 * Training rows, validation users and test users.
 *
 * @param train {@code [users x items]}: the only ratings that an algorithm receives
 * @param validation the users for early stopping and tuning; may be empty
 * @param complete the training and validation ratings together, for a final training after all choices are made
 * @param test the users that are measured once, at the end
 */
public record EvaluationSplit(RatingMatrix train, HeldOutUsers validation, RatingMatrix complete, HeldOutUsers test) {

    /** Fewer validation users than this are split several times, up to {@link #MOST_DRAWS}. */
    private static final int VALIDATION_ROWS = 500;

    private static final int MOST_DRAWS = 10;

    private static final double VALIDATION_SHARE = 0.1;

    /**
     * Strong generalization: validation and test users are disjoint from the training users. The choice by one split of each of
     * a hundred validation users would depend on chance, so these are split several times; a test user is split once, as by Liang
     * et al. 2018. The training rows share the memory of the complete ones.
     */
    public static EvaluationSplit byUser(
            RatingMatrix ratings, UserSplit users, double threshold, double heldOutShare, long seed) {
        int[] validation = users.validation();
        int draws = Math.max(1, Math.min(MOST_DRAWS, VALIDATION_ROWS / Math.max(1, validation.length)));
        RatingMatrix complete =
                ratings.selectRows(IntStream.concat(IntStream.of(users.train()), IntStream.of(validation))
                        .toArray());
        return new EvaluationSplit(
                complete.firstRows(users.train().length),
                HeldOutUsers.drawn(ratings, validation, threshold, heldOutShare, seed, draws),
                complete,
                HeldOutUsers.of(ratings, users.test(), threshold, heldOutShare, seed));
    }

    /**
     * Weak generalization on a given split: the training rows are those of all users; the fold-in of the test is training plus
     * validation. Equal row numbers of the three matrices belong to the same user.
     */
    public static EvaluationSplit predefined(
            RatingMatrix train, RatingMatrix validation, RatingMatrix test, double threshold) {
        return following(train, validation, RatingSplit.merge(train, validation), test, threshold);
    }

    /** The same without a given validation: a tenth of each user's training ratings, drawn by {@code seed}. */
    public static EvaluationSplit predefined(RatingMatrix train, RatingMatrix test, double threshold, long seed) {
        RatingSplit drawn = RatingSplit.ofEachUser(train, VALIDATION_SHARE, seed);
        return following(drawn.train(), drawn.heldOut(), train, test, threshold);
    }

    /** The same with {@code complete}, the training and the validation ratings of each user. */
    static EvaluationSplit following(
            RatingMatrix train, RatingMatrix validation, RatingMatrix complete, RatingMatrix test, double threshold) {
        return new EvaluationSplit(
                train,
                HeldOutUsers.following(train, validation, threshold),
                complete,
                HeldOutUsers.following(complete, test, threshold));
    }

    /** The same test users, with all other ratings for training. */
    public EvaluationSplit withoutValidation() {
        return new EvaluationSplit(complete, HeldOutUsers.none(train.columnCount()), complete, test);
    }
}
