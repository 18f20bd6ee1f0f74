package dev.palate.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.matrix.IdIndex;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexedItemsTest {

    private static final Item ITEM = new Item("b", "A film", null, List.of());

    private final CatalogueSnapshot catalogue = CatalogueSnapshot.of(1, List.of(ITEM));
    private final IdIndex index = IdIndex.of(List.of("a", "b"));

    @Test
    void areThoseOfTheCatalogueAgainAndAgain() {
        for (int time = 0; time < 2; time++) {
            assertThat(catalogue.by(index).find(0, "a")).isNull();
            assertThat(catalogue.by(index).find(1, "b").item()).isSameAs(ITEM);
        }
    }

    @Test
    void areSharedByAllWhoUseTheSameIndex() {
        assertThat(catalogue.by(index)).isSameAs(catalogue.by(index));
        assertThat(catalogue.by(IdIndex.of(List.of("a", "b")))).isNotSameAs(catalogue.by(index));
    }
}
