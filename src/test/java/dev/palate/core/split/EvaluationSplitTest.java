package dev.palate.core.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationSplitTest {

    private static final int ITEMS = 40;

    /** User u rates u + 1 items, from item u on; every other one 5, else 3. */
    private final RatingMatrix ratings = RatingMatrix.of(
            ITEMS, IntStream.range(0, 20).mapToObj(EvaluationSplitTest::row).toList());

    @Test
    void assignsEveryUserToExactlyOnePart() {
        UserSplit users = UserSplit.of(100, 0.1, 0.2, 7);
        List<Integer> all = new ArrayList<>();
        for (int[] part : List.of(users.train(), users.validation(), users.test())) {
            Arrays.stream(part).forEach(all::add);
        }
        assertThat(users.test()).hasSize(20);
        assertThat(users.validation()).hasSize(10);
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).boxed().toList());
        assertThat(UserSplit.of(100, 0.1, 0.2, 8).test()).isNotEqualTo(users.test());
    }

    @Test
    void refusesASplitWithoutTrainingUsers() {
        assertThatThrownBy(() -> UserSplit.of(2, 0.5, 0.5, 1)).hasMessageContaining("2 users");
        assertThatThrownBy(() -> UserSplit.of(0, 0.1, 0.1, 1)).hasMessageContaining("0 users");
    }

    @Test
    void holdsOutAFifthOfTheRelevantItemsAndNothingElse() {
        HeldOutUsers users = HeldOutUsers.of(ratings, new int[] {19, 9}, 4, 0.2, 1);
        // User 19 has 20 ratings, 10 of them 5s: 8 are folded in, 2 held out. User 9 has 5 of 10: 4 and 1.
        assertThat(users.foldIn().row(0).size()).isEqualTo(8);
        assertThat(users.heldOut().row(0).size()).isEqualTo(2);
        assertThat(users.foldIn().row(1).size()).isEqualTo(4);
        assertThat(users.heldOut().row(1).size()).isEqualTo(1);
        List<Integer> items = new ArrayList<>();
        IntStream.of(users.foldIn().row(0).indexes()).forEach(items::add);
        IntStream.of(users.heldOut().row(0).indexes()).forEach(items::add);
        assertThat(items).containsExactlyInAnyOrder(19, 21, 23, 25, 27, 29, 31, 33, 35, 37);
        assertThat(users.heldOut().value(0)).isEqualTo(5);
    }

    @Test
    void holdsOutTheSameRatingsIndependentlyOfOtherUsers() {
        HeldOutUsers both = HeldOutUsers.of(ratings, new int[] {19, 15}, 4, 0.2, 1);
        HeldOutUsers alone = HeldOutUsers.of(ratings, new int[] {15}, 4, 0.2, 1);
        assertThat(alone.heldOut().row(0).indexes())
                .isEqualTo(both.heldOut().row(1).indexes());
        boolean differs = false;
        for (long seed = 2; seed < 6; seed++) {
            int[] other = HeldOutUsers.of(ratings, new int[] {15}, 4, 0.2, seed)
                    .heldOut()
                    .row(0)
                    .indexes();
            differs |= !Arrays.equals(other, alone.heldOut().row(0).indexes());
        }
        assertThat(differs).isTrue();
    }

    @Test
    void skipsAndCountsUsersWithNothingHeldOut() {
        // Users 0 to 8 have at most 4 items rated at least 4, of which a fifth is none.
        HeldOutUsers users = HeldOutUsers.of(ratings, IntStream.range(0, 20).toArray(), 4, 0.2, 1);
        assertThat(users.skipped()).isEqualTo(9);
        assertThat(users.count()).isEqualTo(11);
    }

    @Test
    void excludesHeldOutUsersFromTraining() {
        UserSplit users = UserSplit.of(20, 0.1, 0.2, 3);
        EvaluationSplit split = EvaluationSplit.byUser(ratings, users, 4, 0.2, 3);
        assertThat(split.train().rowCount()).isEqualTo(14);
        for (int r = 0; r < 14; r++) {
            assertThat(split.train().row(r).indexes())
                    .isEqualTo(row(users.train()[r]).indexes());
        }
        assertThat(split.test().count() + split.test().skipped()).isEqualTo(4);
        assertThat(split.complete().rowCount()).isEqualTo(16);
        assertThat(split.complete().row(15).indexes())
                .isEqualTo(row(users.validation()[1]).indexes());
        assertThat(split.withoutValidation().train()).isSameAs(split.complete());
        assertThat(split.withoutValidation().validation().count()).isZero();
        assertThat(split.withoutValidation().test()).isSameAs(split.test());
    }

    @Test
    void splitsFewValidationUsersTenTimesAndTestUsersOnce() {
        UserSplit users = UserSplit.of(20, 0.3, 0.2, 1);
        EvaluationSplit split = EvaluationSplit.byUser(ratings, users, 4, 0.2, 1);
        HeldOutUsers once = HeldOutUsers.of(ratings, users.validation(), 4, 0.2, 1);
        HeldOutUsers validation = split.validation();
        assertThat(once.count()).isPositive();
        assertThat(validation.count()).isEqualTo(10 * once.count());
        assertThat(validation.skipped()).isEqualTo(once.skipped());
        boolean differs = false;
        for (int r = 0; r < validation.count(); r++) {
            int first = r % once.count();
            // A user's relevant items are the same in every split.
            assertThat(RatingSplit.merge(validation.foldIn(), validation.heldOut())
                            .row(r)
                            .indexes())
                    .isEqualTo(RatingSplit.merge(once.foldIn(), once.heldOut())
                            .row(first)
                            .indexes());
            boolean same = Arrays.equals(
                    validation.heldOut().row(r).indexes(),
                    once.heldOut().row(first).indexes());
            assertThat(same || r >= once.count()).isTrue();
            differs |= !same;
        }
        assertThat(differs).isTrue();
        assertThat(split.test().count() + split.test().skipped()).isEqualTo(4);
    }

    @Test
    void foldsInTrainAndValidationAtTheTestOfAPredefinedSplit() {
        RatingMatrix train = matrix(SparseVector.of(new int[] {1, 2}, new float[] {5, 2}), SparseVector.empty());
        RatingMatrix validation = matrix(
                SparseVector.of(new int[] {2, 3}, new float[] {4, 5}), SparseVector.of(new int[] {7}, new float[] {5}));
        RatingMatrix test = matrix(
                SparseVector.of(new int[] {4, 5}, new float[] {5, 1}), SparseVector.of(new int[] {8}, new float[] {4}));
        EvaluationSplit split = EvaluationSplit.predefined(train, validation, test, 4);
        assertThat(split.validation().heldOut().row(0).indexes()).containsExactly(3);
        // User 1 has no training row, but still counts.
        assertThat(split.validation().count()).isEqualTo(2);
        assertThat(split.validation().foldIn().row(1).isEmpty()).isTrue();
        assertThat(split.test().foldIn().row(0).indexes()).containsExactly(1, 2, 3);
        // The validation rating of item 2 replaces the training rating.
        assertThat(split.test().foldIn().row(0).values()).containsExactly(5, 4, 5);
        assertThat(split.test().heldOut().row(0).indexes()).containsExactly(4);
        assertThat(split.test().heldOut().row(1).indexes()).containsExactly(8);
    }

    @Test
    void holdsOutSomeRatingsOfEachUser() {
        RatingSplit split = RatingSplit.of(ratings, 0.1, 5);
        assertThat(split.heldOut().row(19).size()).isEqualTo(2);
        assertThat(split.train().row(19).size()).isEqualTo(18);
        assertThat(split.heldOut().row(8).size()).isZero();
        assertThat(split.heldOut().row(19).indexes())
                .doesNotContain(split.train().row(19).indexes());
    }

    @Test
    void drawsTheValidationOfASplitWithoutOneFromTheTrainingRatings() {
        RatingMatrix train = matrix(
                SparseVector.of(new int[] {1, 2, 3, 4, 5}, new float[] {5, 5, 5, 5, 5}),
                SparseVector.of(new int[] {1, 2}, new float[] {5, 5}));
        RatingMatrix test = matrix(SparseVector.of(new int[] {7}, new float[] {5}), SparseVector.empty());
        EvaluationSplit split = EvaluationSplit.predefined(train, test, 0, 1);
        assertThat(split.complete()).isEqualTo(train);
        assertThat(split.validation().count()).isEqualTo(1);
        assertThat(split.validation().heldOut().row(0).size()).isEqualTo(1);
        assertThat(split.train().row(0).size()).isEqualTo(4);
        assertThat(split.train().row(0).indexes())
                .doesNotContain(split.validation().heldOut().row(0).indexes());
        // A user with two ratings keeps both.
        assertThat(split.train().row(1).size()).isEqualTo(2);
        assertThat(split.test().foldIn().row(0).size()).isEqualTo(5);
    }

    private static RatingMatrix matrix(SparseVector... rows) {
        return RatingMatrix.of(ITEMS, List.of(rows));
    }

    private static SparseVector row(int user) {
        int[] items = IntStream.rangeClosed(user, 2 * user).toArray();
        float[] values = new float[items.length];
        for (int k = 0; k < items.length; k++) {
            values[k] = items[k] % 2 == 1 ? 5 : 3;
        }
        return SparseVector.of(items, values);
    }
}
