package dev.palate.core.newitem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.newitem.Attribute.Kind;
import dev.palate.core.newitem.HashedAttributes.Contribution;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashedAttributesTest {

    @Test
    void readsCategoriesWordsAndTheYearInTheTitle() {
        assertThat(HashedAttributes.of(new ItemDescription("Été à la mer (1995)", null, List.of("Drama", "Crime"))))
                .containsExactly(
                        new Attribute(Kind.CATEGORY, "Crime"),
                        new Attribute(Kind.CATEGORY, "Drama"),
                        new Attribute(Kind.CATEGORIES, "Crime, Drama"),
                        new Attribute(Kind.YEAR, "1995"),
                        new Attribute(Kind.DECADE, "1990s"),
                        new Attribute(Kind.CATEGORY_IN_DECADE, "Crime, 1990s"),
                        new Attribute(Kind.CATEGORY_IN_DECADE, "Drama, 1990s"),
                        new Attribute(Kind.TITLE_WORD, "été"),
                        new Attribute(Kind.TITLE_WORD, "à"),
                        new Attribute(Kind.TITLE_WORD, "la"),
                        new Attribute(Kind.TITLE_WORD, "mer"));
    }

    @Test
    void prefersTheYearOfTheItem() {
        assertThat(HashedAttributes.of(new ItemDescription("1984 (1985)", 1984, List.of())))
                .containsExactly(
                        new Attribute(Kind.YEAR, "1984"),
                        new Attribute(Kind.DECADE, "1980s"),
                        new Attribute(Kind.TITLE_WORD, "1984"));
    }

    @Test
    void anItemWithoutADescriptionHasNoAttributes() {
        assertThat(HashedAttributes.row(ItemDescription.NONE).isEmpty()).isTrue();
    }

    @Test
    void explainsAScoreByTheAttributesThatRaiseIt() {
        List<ItemDescription> items = List.of(
                new ItemDescription("One", null, List.of("Drama")),
                new ItemDescription("Two", null, List.of("Drama")),
                new ItemDescription("Three", null, List.of("War")),
                new ItemDescription("Four", null, List.of("War")));
        RatingMatrix rows = HashedAttributes.rows(items);
        AttributeRegression regression = AttributeRegression.fit(rows, new float[] {1, 1, 1, 1});
        List<Contribution> contributions = HashedAttributes.contributions(
                new ItemDescription("One more", null, List.of("Drama", "War")),
                regression.taste(new float[] {5, 4, 1, 2}, 0));
        assertThat(contributions)
                .extracting(Contribution::attribute)
                .containsExactly(new Attribute(Kind.CATEGORY, "Drama"), new Attribute(Kind.TITLE_WORD, "one"));
        assertThat(contributions.get(0).added())
                .isGreaterThan(contributions.get(1).added());
    }
}
