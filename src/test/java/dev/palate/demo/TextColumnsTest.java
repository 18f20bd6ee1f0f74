package dev.palate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextColumnsTest {

    @Test
    void padsColumnsOfDifferentHeights() {
        assertThat(TextColumns.join(List.of(List.of("a", "bb"), List.of("c")), 4))
                .containsExactly("a     c", "bb");
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(TextColumns.fit("Star Wars (1977)", 12)).isEqualTo("Star Wars...");
    }

    @Test
    void isEmptyWithoutColumns() {
        assertThat(TextColumns.join(List.of(), 10)).isEmpty();
    }
}
