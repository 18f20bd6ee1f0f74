package dev.palate.core.newitem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.newitem.Attribute.Kind;
import dev.palate.core.newitem.HashedAttributes.Contribution;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    void itemsWithoutAttributesAndDescriptionKeepTheirNumbers() {
        SparseVector row = HashedAttributes.row(new ItemDescription("The Iron Station", 1995, List.of("Drama", "War")));

        assertThat(IntStream.range(0, row.size()).mapToObj(k -> row.index(k) + " " + row.value(k)))
                .as("as computed before items had attributes and descriptions")
                .containsExactly(
                        "23 0.5",
                        "115 1.0",
                        "348 -1.0",
                        "358 1.0",
                        "423 -1.0",
                        "481 1.0",
                        "742 -0.5",
                        "841 1.0",
                        "878 1.0",
                        "910 -0.5");
    }

    @Test
    void readsValuesAndTheWordsOfTheDescription() {
        ItemDescription item = ItemDescription.NONE.with(
                "Solid oak. Oak!",
                Map.of(
                        "brand",
                        "Acme",
                        "stock",
                        0.0,
                        "price",
                        49.9,
                        "change",
                        -0.3,
                        "vip",
                        true,
                        "colours",
                        List.of("red", "blue", "red"),
                        "manual",
                        "x".repeat(101),
                        "nested",
                        Map.of("a", 1)));

        assertThat(HashedAttributes.of(item))
                .containsExactly(
                        new Attribute(Kind.ATTRIBUTE, "brand=Acme"),
                        new Attribute(Kind.ATTRIBUTE, "change≈-0.25"),
                        new Attribute(Kind.ATTRIBUTE, "colours=blue"),
                        new Attribute(Kind.ATTRIBUTE, "colours=red"),
                        new Attribute(Kind.ATTRIBUTE, "price≈64"),
                        new Attribute(Kind.ATTRIBUTE, "stock=0"),
                        new Attribute(Kind.ATTRIBUTE, "vip=true"),
                        new Attribute(Kind.DESCRIPTION, "solid"),
                        new Attribute(Kind.DESCRIPTION, "oak"));
    }

    @Test
    void numbersOfSimilarSizeHaveTheSameText() {
        assertThat(List.of(11.4, 12.0, 22.0, 23.0))
                .extracting(HashedAttributesTest::price)
                .containsExactly("price≈16", "price≈16", "price≈16", "price≈32");
        assertThat(price(1e300)).isNotEqualTo(price(1e299));
    }

    private static String price(double price) {
        return HashedAttributes.of(ItemDescription.NONE.with(null, Map.of("price", price)))
                .iterator()
                .next()
                .value();
    }

    @Test
    void limitsTheWordsAndValuesOfAnItem() {
        String words = IntStream.range(0, 100).mapToObj(n -> "word" + n).collect(Collectors.joining(" "));
        List<String> many = IntStream.range(0, 100).mapToObj(n -> "text" + n).toList();

        assertThat(HashedAttributes.of(ItemDescription.NONE.with(words, Map.of("a", many, "b", many))))
                .hasSize(64 + 128);
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
