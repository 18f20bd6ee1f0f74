package dev.palate.catalogue.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryFilterTest {

    private static final List<String> WAR_DRAMA = List.of("Drama", "War");

    @Test
    void acceptsEverythingWithoutTerms() {
        assertThat(CategoryFilter.parse(List.of()).accepts(List.of())).isTrue();
    }

    @Test
    void requiresOneOfThePlainTerms() {
        CategoryFilter filter = CategoryFilter.parse(List.of("Comedy", "any:Drama"));
        assertThat(filter.accepts(WAR_DRAMA)).isTrue();
        assertThat(filter.accepts(List.of("War"))).isFalse();
        assertThat(filter.accepts(List.of())).isFalse();
    }

    @Test
    void requiresAllOfTheAllTerms() {
        CategoryFilter filter = CategoryFilter.parse(List.of("all:Drama", "all:War"));
        assertThat(filter.accepts(WAR_DRAMA)).isTrue();
        assertThat(filter.accepts(List.of("Drama"))).isFalse();
    }

    @Test
    void rejectsItemsWithOneOfTheNoneTerms() {
        CategoryFilter filter = CategoryFilter.parse(List.of("Drama", "none:War"));
        assertThat(filter.accepts(WAR_DRAMA)).isFalse();
        assertThat(filter.accepts(List.of("Drama"))).isTrue();
    }

    @Test
    void readsAnUnknownPrefixAsPartOfTheName() {
        assertThat(CategoryFilter.parse(List.of("Sport: Golf")).accepts(List.of("Sport: Golf")))
                .isTrue();
    }
}
