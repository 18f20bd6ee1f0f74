package dev.palate.recommendation.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.catalogue.filter.CategoryFilter;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.SparseVector;
import dev.palate.recommendation.query.CandidateRules;
import dev.palate.recommendation.query.ListOrder;
import dev.palate.recommendation.query.ListPage;
import dev.palate.recommendation.query.ModelChoice;
import dev.palate.recommendation.query.RecommendationQuery;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListBuilderTest {

    private static final IdIndex INDEX = IdIndex.of(List.of("a", "b", "c", "d", "gone"));
    private static final float[] SCORES = {1, 5, 3, 3, 9};
    private static final CatalogueSnapshot CATALOGUE = CatalogueSnapshot.of(
            1,
            List.of(
                    item("a", "Drama"),
                    item("b", "Drama", "War"),
                    item("c", "Comedy"),
                    item("d", "War"),
                    item("new", "Drama")));
    private static final SparseVector RATED_B = SparseVector.of(new int[] {1}, new float[] {4});

    @Test
    void excludesRatedItemsAndItemsThatLeftTheCatalogue() {
        assertThat(ids(CandidateRules.UNRATED, 10, 0, 0)).containsExactly("c", "d", "a");
    }

    @Test
    void ranksRatedItemsOnRequest() {
        assertThat(ids(CandidateRules.all(), 2, 0, 0)).containsExactly("b", "c");
    }

    @Test
    void replacesExcludedItemsWithTheNextBest() {
        CandidateRules rules = new CandidateRules(CategoryFilter.OPEN, Set.of("c"), Set.of(), false);
        assertThat(ids(rules, 2, 0, 0)).containsExactly("d", "a");
    }

    @Test
    void ranksOnlyTheGivenItems() {
        CandidateRules rules = new CandidateRules(CategoryFilter.OPEN, Set.of(), Set.of("a", "b", "gone"), true);
        assertThat(ids(rules, 5, 0, 0)).containsExactly("b", "a");
    }

    @Test
    void ranksOnlyItemsOfTheRequestedCategories() {
        CandidateRules rules = new CandidateRules(CategoryFilter.parse(List.of("War")), Set.of(), Set.of(), true);
        assertThat(ids(rules, 5, 0, 0)).containsExactly("b", "d");
    }

    @Test
    void skipsTheOffset() {
        assertThat(ids(CandidateRules.all(), 2, 1, 0)).containsExactly("c", "d");
        assertThat(ids(CandidateRules.all(), 2, 50, 0)).isEmpty();
    }

    @Test
    void pagesOfADiverseListAreConsistent() {
        List<String> whole = ids(CandidateRules.all(), 4, 0, 0.5);
        assertThat(whole).containsExactly("b", "c", "d", "a");
        assertThat(ids(CandidateRules.all(), 2, 2, 0.5)).isEqualTo(whole.subList(2, 4));
    }

    @Test
    void readsScoresFromTheOffsetOfARow() {
        float[] block = {0, 0, 0, 0, 0, 1, 5, 3, 3, 9};
        RecommendationQuery query = RecommendationQuery.top(1, ModelChoice.DEFAULT);
        List<Candidate> list = new ListBuilder(INDEX, CATALOGUE, query, Fading.NONE, NewCandidates.NONE)
                .build(block, 5, SparseVector.empty(), SparseVector.empty());
        assertThat(list).extracting(c -> c.item().id()).containsExactly("b");
        assertThat(list.get(0).score()).isEqualTo(5);
    }

    @Test
    void lowersTheScoresOfFadingItems() {
        float[] scores = SCORES.clone();
        RecommendationQuery query = RecommendationQuery.top(3, ModelChoice.DEFAULT);
        Fading fading = new Fading(new TreeMap<>(Map.of("b", 10, "unknown", 99)));

        List<Candidate> list = new ListBuilder(INDEX, CATALOGUE, query, fading, NewCandidates.NONE)
                .build(scores, 0, SparseVector.empty(), SparseVector.empty());

        assertThat(list).extracting(c -> c.item().id()).containsExactly("c", "d", "b");
        // The variance of the five scores is 7.36.
        assertThat(list.get(2).faded()).isCloseTo(2.712932f, within(1e-6f));
        assertThat(list.get(2).score()).isCloseTo(5 - 2.712932f, within(1e-6f));
        assertThat(list.get(2).modelScore()).isCloseTo(5, within(1e-6f));
        assertThat(list.get(0).faded()).isZero();
    }

    /** The user likes item b, of Drama and War; calibration alone puts the item that balances them next. */
    @Test
    void calibratesTheListToWhatTheUserLikes() {
        assertThat(ids(CandidateRules.all(), 4, 0, new ListOrder(0, 1))).containsExactly("b", "d", "a", "c");
        assertThat(ids(CandidateRules.UNRATED, 3, 0, new ListOrder(0, 0.5))).containsExactly("d", "a", "c");
        assertThat(ids(CandidateRules.UNRATED, 3, 0, ListOrder.BY_SCORE)).containsExactly("c", "d", "a");
    }

    @Test
    void ranksNewItemsInsteadOfTheScoresThatTheModelHasForThem() {
        assertThat(ids(rules(0.5, Set.of()), 4, 0, 0)).containsExactly("c", "new", "a");
        assertThat(ids(rules(1, Set.of()), 4, 0, 0)).containsExactly("new", "c", "a");
        assertThat(ids(rules(0.5, Set.of()), 2, 1, 0)).containsExactly("new", "a");
        assertThat(ids(rules(0.5, Set.of()), 4, 0, 0.5)).containsExactly("c", "new", "a");
        assertThat(ids(rules(0.5, Set.of("new")), 4, 0, 0)).containsExactly("c", "a");
    }

    private static CandidateRules rules(double newItems, Set<String> excluded) {
        return new CandidateRules(CategoryFilter.OPEN, excluded, Set.of(), false, newItems);
    }

    /** The item {@code new} is not in the index; {@code d} is, without ratings. */
    private static final NewCandidates NEW = new NewCandidates() {
        @Override
        public boolean contains(int itemIndex) {
            return itemIndex == 3;
        }

        @Override
        public List<Candidate> best(float[] scores, int offset, Predicate<Item> accepted, int most) {
            return Stream.of(CATALOGUE.find("new").orElseThrow())
                    .filter(accepted)
                    .limit(most)
                    .map(item -> Candidate.ofNewItem(item, scores[offset + 2] + 1, List.of()))
                    .toList();
        }
    };

    private static List<String> ids(CandidateRules rules, int k, int offset, double diversity) {
        return ids(rules, k, offset, new ListOrder(diversity, 0));
    }

    private static List<String> ids(CandidateRules rules, int k, int offset, ListOrder order) {
        RecommendationQuery query =
                new RecommendationQuery(ModelChoice.DEFAULT, rules, new ListPage(k, offset), order, false);
        return new ListBuilder(INDEX, CATALOGUE, query, Fading.NONE, rules.newItems() > 0 ? NEW : NewCandidates.NONE)
                .build(SCORES, 0, RATED_B, RATED_B).stream()
                        .map(candidate -> candidate.item().id())
                        .toList();
    }

    private static Item item(String id, String... categories) {
        return new Item(id, "Item " + id, null, List.of(categories));
    }
}
