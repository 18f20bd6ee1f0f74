package dev.palate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedListTest {

    @Test
    void readsListsAndRanges() {
        assertThat(SeedList.parse("7")).containsExactly(7L);
        assertThat(SeedList.parse("1,2,9")).containsExactly(1L, 2L, 9L);
        assertThat(SeedList.parse("1-3,5")).containsExactly(1L, 2L, 3L, 5L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "3-1", "1,,2", "1,1", "1-1000", "4294967296", "-1"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> SeedList.parse(text)).hasMessageContaining("such as 1,2,5 or 1-5");
    }
}
