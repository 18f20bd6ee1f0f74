package dev.palate.recommendation.newitem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.attribute.Attributes;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.catalogue.filter.CategoryFilter;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.ItemColumns;
import dev.palate.recommendation.query.CandidateRules;
import dev.palate.recommendation.query.ModelChoice;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.scoring.FoldIn;
import dev.palate.recommendation.selection.Candidate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewItemIndexTest {

    /** Item d has no ratings. */
    private static final ItemColumns COLUMNS =
            ItemColumns.of(IdIndex.of(List.of("a", "b", "c", "d")), new int[] {3, 2, 1, 0});

    private static final List<Item> ITEMS =
            List.of(item("a", "Drama"), item("b", "Drama"), item("c", "War"), item("d", "War"));
    private static final Item NEW = item("new", "Drama");

    @Test
    void newAreItemsWithoutRatingsInTheTraining() {
        NewItemIndex index = NewItemIndex.of(COLUMNS, catalogue(1, NEW), null);
        assertThat(index.items()).extracting(Item::id).containsExactly("d", "new");
        assertThat(index.isOf(catalogue(2, NEW))).isFalse();
    }

    @Test
    void aModelThatKnowsAllItemsHasNoNewOnes() {
        ItemColumns all = ItemColumns.rated(IdIndex.of(List.of("a", "b", "c", "d")));
        assertThat(NewItemIndex.of(all, catalogue(1), null).isEmpty()).isTrue();
    }

    @Test
    void fitsAgainOnlyAfterAChangeOfAKnownItem() {
        NewItemIndex first = NewItemIndex.of(COLUMNS, catalogue(1, NEW), null);
        NewItemIndex other = NewItemIndex.of(COLUMNS, catalogue(2, item("other", "War")), first);
        assertThat(other.regression()).isSameAs(first.regression());

        CatalogueSnapshot changed =
                CatalogueSnapshot.of(3, List.of(ITEMS.get(0), ITEMS.get(1), item("c", "Comedy"), NEW));
        assertThat(NewItemIndex.of(COLUMNS, changed, other).regression()).isNotSameAs(first.regression());
    }

    @Test
    void ranksNewItemsByWhatTheUserLikes() {
        NewItemIndex index =
                NewItemIndex.of(COLUMNS, catalogue(1, NEW, item("far", "War"), item("gone", "Drama")), null);
        FoldIn user = new FoldIn(SparseVector.empty(), Map.of(), SparseVector.empty(), List.of("gone"), Set.of("gone"));
        float[] scores = {9, 8, 1, 77};

        List<Candidate> best = candidates(index, user, false, scores, 10);
        assertThat(best).extracting(candidate -> candidate.item().id()).containsExactly("new", "d", "far");
        assertThat(best).allMatch(Candidate::isNew);
        assertThat(best.get(0).score()).isGreaterThanOrEqualTo(8);
        assertThat(best.get(1).score()).isEqualTo(1);
        assertThat(best.get(0).attributes()).isEmpty();
        assertThat(candidates(index, user, false, scores, 1)).hasSize(1);
        assertThat(candidates(index, user, true, scores, 10))
                .extracting(candidate -> candidate.item().id())
                .contains("gone");
    }

    @Test
    void ranksNewItemsOfTheUsersBrandFirstWhereCategoriesDoNotTell() {
        CatalogueSnapshot catalogue = CatalogueSnapshot.of(
                1,
                List.of(
                        branded("a", "Acme"),
                        branded("b", "Acme"),
                        branded("c", "Zeta"),
                        branded("zeta", "Zeta"),
                        branded("acme", "Acme")));
        NewItemIndex index = NewItemIndex.of(COLUMNS, catalogue, null);
        FoldIn user = new FoldIn(SparseVector.empty(), Map.of(), SparseVector.empty(), List.of(), Set.of());

        List<Candidate> ofAcme = explained(index, user, new float[] {9, 8, 1, 77});
        List<Candidate> ofZeta = explained(index, user, new float[] {1, 2, 9, 77});

        assertThat(ofAcme).extracting(candidate -> candidate.item().id()).containsExactly("acme", "zeta");
        assertThat(ofZeta).extracting(candidate -> candidate.item().id()).containsExactly("zeta", "acme");
        assertThat(ofAcme.get(0).attributes())
                .extracting(contribution -> contribution.attribute().kind().label() + " "
                        + contribution.attribute().value())
                .first()
                .isEqualTo("attribute brand=Acme");
    }

    @Test
    void fitsAgainAfterAChangeOfAnAttributeOrADescription() {
        NewItemIndex first = NewItemIndex.of(COLUMNS, catalogueOf("Acme", null), null);

        assertThat(NewItemIndex.of(COLUMNS, catalogueOf("Acme", null), first).regression())
                .isSameAs(first.regression());
        assertThat(NewItemIndex.of(COLUMNS, catalogueOf("Zeta", null), first).regression())
                .isNotSameAs(first.regression());
        assertThat(NewItemIndex.of(COLUMNS, catalogueOf("Acme", "A chair"), first)
                        .regression())
                .isNotSameAs(first.regression());
    }

    private static CatalogueSnapshot catalogueOf(String brand, @Nullable String description) {
        Item item = new Item(
                "a",
                "A film",
                1990,
                List.of("Drama"),
                description,
                Attributes.of(Map.of("brand", brand), "attributes"),
                null,
                null,
                false);
        return CatalogueSnapshot.of(1, List.of(item, ITEMS.get(1), NEW));
    }

    private static Item branded(String id, String brand) {
        return new Item(
                id,
                "A film",
                1990,
                List.of("Drama"),
                null,
                Attributes.of(Map.of("brand", brand), "attributes"),
                null,
                null,
                false);
    }

    private static List<Candidate> explained(NewItemIndex index, FoldIn user, float[] scores) {
        RecommendationQuery query = RecommendationQuery.top(10, ModelChoice.DEFAULT)
                .withCandidates(new CandidateRules(CategoryFilter.OPEN, Set.of(), Set.of(), false, 1))
                .explained(true);
        return new PredictedCandidates(index, user, query).best(scores, 0, item -> true, 10);
    }

    private static List<Candidate> candidates(
            NewItemIndex index, FoldIn user, boolean includeRated, float[] scores, int most) {
        RecommendationQuery query = RecommendationQuery.top(10, ModelChoice.DEFAULT)
                .withCandidates(new CandidateRules(CategoryFilter.OPEN, Set.of(), Set.of(), includeRated, 1));
        return new PredictedCandidates(index, user, query).best(scores, 0, item -> true, most);
    }

    private static CatalogueSnapshot catalogue(long revision, Item... more) {
        return CatalogueSnapshot.of(
                revision, Stream.concat(ITEMS.stream(), Arrays.stream(more)).toList());
    }

    private static Item item(String id, String... categories) {
        return new Item(id, "A film", 1990, List.of(categories));
    }
}
