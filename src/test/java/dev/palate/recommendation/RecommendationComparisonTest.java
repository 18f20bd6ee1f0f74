package dev.palate.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.rating.history.Preference;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecommendationComparisonTest {

    private static final CatalogueSnapshot CATALOGUE =
            CatalogueSnapshot.of(1, List.of(item("9"), item("10"), item("11"), item("200")));

    @Test
    void ordersByRatingAndThenByTheCataloguesOrder() {
        List<Preference> ratings = List.of(rating("200", 5), rating("11", 3), rating("10", 5), rating("9", 5));
        assertThat(RecommendationComparison.bestRated(ratings, CATALOGUE, 3).items())
                .extracting(item -> item.rank() + " " + item.item().id() + " " + item.score())
                .containsExactly("1 9 5.0", "2 10 5.0", "3 200 5.0");
    }

    @Test
    void excludesItemsThatLeftTheCatalogue() {
        assertThat(RecommendationComparison.bestRated(List.of(rating("gone", 5)), CATALOGUE, 3)
                        .items())
                .isEmpty();
    }

    private static Item item(String id) {
        return new Item(id, "Item " + id, null, List.of());
    }

    private static Preference rating(String itemId, float value) {
        return Preference.ofRating(itemId, value, Instant.EPOCH);
    }
}
