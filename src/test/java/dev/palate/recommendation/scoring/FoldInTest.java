package dev.palate.recommendation.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.SparseVector;
import dev.palate.rating.history.Preference;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldInTest {

    private static final float ALL = Float.NEGATIVE_INFINITY;
    private static final IdIndex INDEX = IdIndex.of(List.of("a", "b", "c"));

    @Test
    void ordersRatingsByIndexAndListsUnknownItems() {
        FoldIn foldIn =
                FoldIn.of(List.of(rating("c", 2), rating("new", 5), rating("a", 4)), List.of(), INDEX, ALL, false);
        assertThat(foldIn.known().indexes()).containsExactly(0, 2);
        assertThat(foldIn.known().values()).containsExactly(4, 2);
        assertThat(foldIn.unknown()).containsExactly("new");
    }

    @Test
    void usesPositiveInteractionsIfNoPreferenceIsHighEnough() {
        Preference view = new Preference("a", 3, Instant.EPOCH, "view", false);
        Preference dislike = new Preference("b", 0.5f, Instant.EPOCH, "dislike", true);

        FoldIn views = FoldIn.of(List.of(view, dislike, rating("c", 2)), List.of(), INDEX, 4, false);
        assertThat(views.known().values()).containsExactly(4, 0.5f, 2);
        assertThat(views.preference(0)).isEqualTo(3);
        assertThat(FoldIn.isUsable(List.of(dislike, view), INDEX, 4)).isTrue();
        assertThat(views.seen().indexes()).containsExactly(2);

        FoldIn high = FoldIn.of(List.of(view, rating("c", 4)), List.of(), INDEX, 4, false);
        assertThat(high.known().values()).containsExactly(3, 4);
        assertThat(FoldIn.isUsable(List.of(dislike, rating("c", 2)), INDEX, 4)).isFalse();
        assertThat(FoldIn.isUsable(List.of(dislike, rating("c", 4)), INDEX, 4)).isTrue();
    }

    @Test
    void excludesRatedAndExcludedItemsOnce() {
        Preference purchase = new Preference("a", 5, Instant.EPOCH, "purchase", false);
        FoldIn foldIn = FoldIn.of(List.of(purchase, rating("b", 4)), List.of("a", "b", "new"), INDEX, ALL, false);
        assertThat(foldIn.seen().indexes()).containsExactly(0, 1);
    }

    @Test
    void cannotBeUsedWhenNothingIsKnown() {
        assertThat(FoldIn.isUsable(List.of(rating("new", 5)), INDEX, ALL)).isFalse();
    }

    @Test
    void ranksKnownPreferencesByTimeIfTheSourceUsesRanks() {
        List<Preference> preferences = List.of(at("b", 30), at("new", 40), at("a", 10), at("c", 20));
        FoldIn ranked = FoldIn.of(preferences, List.of(), INDEX, ALL, true);
        assertThat(ranks(ranked.known())).containsExactly(2, 0, 1);
        assertThat(ranks(ranked.known().without(1))).containsExactly(2, 1);
        assertThat(FoldIn.of(preferences, List.of(), INDEX, ALL, false).known().hasRanks())
                .isFalse();
    }

    private static int[] ranks(SparseVector vector) {
        return IntStream.range(0, vector.size()).map(vector::rank).toArray();
    }

    private static Preference at(String itemId, long second) {
        return Preference.ofRating(itemId, 4, Instant.ofEpochSecond(second));
    }

    private static Preference rating(String itemId, float value) {
        return Preference.ofRating(itemId, value, Instant.EPOCH);
    }
}
