package dev.palate.recommendation.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.palate.catalogue.Item;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryCountsTest {

    @Test
    void ordersByCountAndThenByFirstAppearance() {
        List<Item> items = List.of(
                item("82", "Action", "Adventure", "Sci-Fi"),
                item("45", "Drama"),
                item("48", "Sci-Fi", "Drama"),
                item("50", "Sci-Fi"));
        assertThat(CategoryCounts.of(items))
                .containsExactly(entry("Sci-Fi", 3), entry("Drama", 2), entry("Action", 1), entry("Adventure", 1));
    }

    @Test
    void isEmptyForItemsWithoutCategories() {
        assertThat(CategoryCounts.of(List.of(item("1")))).isEmpty();
    }

    private static Item item(String id, String... categories) {
        return new Item(id, "Item " + id, null, List.of(categories));
    }
}
