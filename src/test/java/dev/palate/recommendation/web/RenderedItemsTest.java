package dev.palate.recommendation.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.catalogue.Item;
import dev.palate.recommendation.RecommendedItem;
import dev.palate.recommendation.scoring.RecommendationSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class RenderedItemsTest {

    private final JsonMapper json = new JsonMapper();
    private final RenderedItems rendered = new RenderedItems(
            json,
            new RecommendationSettings(
                    null, Duration.ofSeconds(1), DataSize.ofMegabytes(1), false, Duration.ofHours(1)));
    private final List<RecommendedItem> items = List.of(
            new RecommendedItem(1, new Item("a", "\"Ä\" \\ \u2028", 1999, List.of("Drama")), 0.5f),
            new RecommendedItem(2, new Item("b", "🎬", null, List.of()), Float.NaN));

    @Test
    void aListHasTheSameJsonHoweverOftenItIsServed() {
        String first = json.writeValueAsString(rendered.of(items, false));
        assertThat(first).isEqualTo(json.writeValueAsString(ItemEntry.of(items, false)));
        for (int time = 2; time <= 4; time++) {
            assertThat(json.writeValueAsString(rendered.of(items, false))).isEqualTo(first);
            assertThat(json.writeValueAsBytes(rendered.of(items, false)))
                    .isEqualTo(json.writeValueAsBytes(ItemEntry.of(items, false)));
        }
    }

    @Test
    void equalListsAreDifferentLists() {
        rendered.of(items, false);
        rendered.of(items, false);
        List<RecommendedItem> others = List.copyOf(items.subList(0, 1));
        assertThat(json.writeValueAsString(rendered.of(others, false))).doesNotContain("🎬");
    }
}
