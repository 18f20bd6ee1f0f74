package dev.palate.recommendation.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.matrix.IdIndex;
import dev.palate.rating.history.Preference;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldInTest {

    private static final IdIndex INDEX = IdIndex.of(List.of("a", "b", "c"));

    @Test
    void ordersRatingsByIndexAndListsUnknownItems() {
        FoldIn foldIn = FoldIn.of(List.of(rating("c", 2), rating("new", 5), rating("a", 4)), List.of(), INDEX);
        assertThat(foldIn.known().indexes()).containsExactly(0, 2);
        assertThat(foldIn.known().values()).containsExactly(4, 2);
        assertThat(foldIn.unknown()).containsExactly("new");
    }

    @Test
    void isEmptyWhenNothingIsKnown() {
        assertThat(FoldIn.of(List.of(rating("new", 5)), List.of(), INDEX).isEmpty())
                .isTrue();
    }

    private static Preference rating(String itemId, float value) {
        return Preference.ofRating(itemId, value, Instant.EPOCH);
    }
}
