package dev.palate.core.split;

import dev.palate.core.matrix.RatingMatrix;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Training rows and the users that validation and the test hold out.
 *
 * @param train {@code [users x items]}: all that an algorithm receives
 * @param validation steers early stopping and tuning; may be empty
 * @param complete the training's ratings and the validation's: for a last training, once nothing is to be chosen any more
 * @param test read once, at the end
 */
public record EvaluationSplit(RatingMatrix train, HeldOutUsers validation, RatingMatrix complete, HeldOutUsers test) {

    /** Fewer validation users than this are cut several times, up to {@link #MOST_DRAWS}. */
    private static final int VALIDATION_ROWS = 500;

    private static final int MOST_DRAWS = 10;

    /**
     * Strong generalization: validation and test users are disjoint from those trained on. One cut each of a hundred validation
     * users would choose by chance, so these are cut several times; a test user is cut once, as by Liang et al. 2018.
     */
    public static EvaluationSplit byUser(
            RatingMatrix ratings, UserSplit users, double threshold, double heldOutShare, long seed) {
        int[] validation = users.validation();
        int draws = Math.max(1, Math.min(MOST_DRAWS, VALIDATION_ROWS / Math.max(1, validation.length)));
        return new EvaluationSplit(
                ratings.selectRows(users.train()),
                HeldOutUsers.drawn(ratings, validation, threshold, heldOutShare, seed, draws),
                ratings.selectRows(IntStream.concat(IntStream.of(users.train()), IntStream.of(validation))
                        .toArray()),
                HeldOutUsers.of(ratings, users.test(), threshold, heldOutShare, seed));
    }

    /**
     * Weak generalization on a given split: all users train on their train rows; at test the fold-in is train plus
     * validation. Rows of the three are of the same users.
     */
    public static EvaluationSplit predefined(
            RatingMatrix train, RatingMatrix validation, RatingMatrix test, double threshold) {
        RatingMatrix complete = Rows.merge(train, validation);
        return new EvaluationSplit(
                train,
                HeldOutUsers.following(train, validation, threshold),
                complete,
                HeldOutUsers.following(complete, test, threshold));
    }

    /** The same test, with all else to be trained on. */
    public EvaluationSplit withoutValidation() {
        RatingMatrix none = RatingMatrix.of(train.columnCount(), List.of());
        return new EvaluationSplit(complete, new HeldOutUsers(none, none, 0), complete, test);
    }
}
