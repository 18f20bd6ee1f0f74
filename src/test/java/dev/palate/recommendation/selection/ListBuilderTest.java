package dev.palate.recommendation.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.catalogue.filter.CategoryFilter;
import dev.palate.catalogue.rule.Factors;
import dev.palate.catalogue.rule.Matches;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.SparseVector;
import dev.palate.recommendation.query.CandidateRules;
import dev.palate.recommendation.query.ListOrder;
import dev.palate.recommendation.query.ListPage;
import dev.palate.recommendation.query.ListRules;
import dev.palate.recommendation.query.ModelChoice;
import dev.palate.recommendation.query.Pin;
import dev.palate.recommendation.query.RecommendationQuery;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
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
        List<Candidate> list = builder(query, Fading.NONE, NewCandidates.NONE).build(block, 5, Seen.NOTHING);
        assertThat(list).extracting(c -> c.item().id()).containsExactly("b");
        assertThat(list.get(0).score()).isEqualTo(5);
    }

    @Test
    void lowersTheScoresOfFadingItems() {
        float[] scores = SCORES.clone();
        RecommendationQuery query = RecommendationQuery.top(3, ModelChoice.DEFAULT);
        Fading fading = new Fading(new TreeMap<>(Map.of("b", 10, "unknown", 99)));

        List<Candidate> list = builder(query, fading, NewCandidates.NONE).build(scores, 0, Seen.NOTHING);

        assertThat(list).extracting(c -> c.item().id()).containsExactly("c", "d", "b");
        // The variance of the five scores is 7.36.
        assertThat(list.get(2).changes().faded()).isCloseTo(2.712932f, within(1e-6f));
        assertThat(list.get(2).score()).isCloseTo(5 - 2.712932f, within(1e-6f));
        assertThat(list.get(2).modelScore()).isCloseTo(5, within(1e-6f));
        assertThat(list.get(0).changes().faded()).isZero();
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

    private static final BitSet WITHOUT_D = BitSet.valueOf(new long[] {0b10111});

    @Test
    void ranksOnlyItemsThatTheFilterSelects() {
        EvaluatedRules rules = new EvaluatedRules(Instant.EPOCH, new Matches(WITHOUT_D, 0, null), null, List.of());

        assertThat(ids(CandidateRules.UNRATED, rules, false, 5)).containsExactly("c", "a");
    }

    /** SCORES are 1, 5, 3, 3 and 9, which belongs to an item outside the catalogue; b is rated. */
    @Test
    void doublesTheDistanceFromTheLowestCandidate() {
        // c, d and a are candidates; a is the lowest with 1. Then 1 + 0.5 * 2 = 2 and 1 + 4 * 2 = 9.
        EvaluatedRules rules = boosted(2, 1, 0.5f, 4);

        assertThat(scores(rules, false)).containsExactly("d 9.0", "c 2.0", "a 1.0");
    }

    @Test
    void multipliesTheProbabilityOfLogits() {
        EvaluatedRules rules = boosted(20, 1, 2, 2);

        assertThat(scores(rules, true))
                .containsExactly(
                        "a " + (float) (1 + Math.log(20)),
                        "c " + (float) (3 + Math.log(2)),
                        "d " + (float) (3 + Math.log(2)));
    }

    @Test
    void equalBoostsChangeNoOrder() {
        for (float factor : new float[] {0.001f, 1, 1000}) {
            EvaluatedRules rules = boosted(factor, factor, factor, factor);
            assertThat(ids(CandidateRules.all(), rules, true, 5)).containsExactly("b", "c", "d", "a");
            assertThat(ids(CandidateRules.all(), rules, false, 5)).containsExactly("b", "c", "d", "a");
        }
    }

    @Test
    void movesPinnedCandidatesToTheirRanks() {
        assertThat(ids(CandidateRules.UNRATED, pinned(new Pin("a", 1, null)), false, 5))
                .containsExactly("a", "c", "d");
        assertThat(ids(CandidateRules.UNRATED, pinned(new Pin("a", 2, null), new Pin("new", 1, null)), false, 5))
                .containsExactly("new", "a", "c", "d");
        assertThat(ids(CandidateRules.UNRATED, pinned(new Pin("c", 9, null)), false, 5))
                .containsExactly("d", "a", "c");
        assertThat(ids(CandidateRules.UNRATED, pinned(new Pin("a", 2, null)), false, 2))
                .containsExactly("c", "a");
    }

    @Test
    void pinsNoItemThatIsNoCandidate() {
        CandidateRules without = new CandidateRules(CategoryFilter.OPEN, Set.of("d"), Set.of(), false);

        assertThat(ids(
                        without,
                        pinned(new Pin("b", 1, null), new Pin("d", 2, null), new Pin("gone", 3, null)),
                        false,
                        5))
                .containsExactly("c", "a");
    }

    @Test
    void pagesOfAListWithPinsAreConsistent() {
        EvaluatedRules rules = pinned(new Pin("a", 2, null));

        assertThat(ids(page(1, 1), rules)).containsExactly("a");
        assertThat(ids(page(1, 2), rules)).containsExactly("d");
    }

    private static EvaluatedRules pinned(Pin... pins) {
        EvaluatedRules none = EvaluatedRules.none(Instant.EPOCH);
        return new EvaluatedRules(none.now(), null, null, new ListRules(null, null, List.of(pins)).pins());
    }

    /** The factors of a, b, c and d. */
    private static EvaluatedRules boosted(float... factors) {
        return new EvaluatedRules(Instant.EPOCH, null, Factors.of(Arrays.copyOf(factors, CATALOGUE.size())), List.of());
    }

    private static List<String> scores(EvaluatedRules rules, boolean logits) {
        return build(RecommendationQuery.top(5, ModelChoice.DEFAULT), rules, logits).stream()
                .map(candidate -> candidate.item().id() + " " + candidate.score())
                .toList();
    }

    private static List<String> ids(CandidateRules candidates, EvaluatedRules rules, boolean logits, int k) {
        return ids(build(RecommendationQuery.top(k, ModelChoice.DEFAULT).withCandidates(candidates), rules, logits));
    }

    /** Candidates by index: a has 0, c has 2 and d has 3. */
    @Test
    void namesAllCandidatesThatADeepPageIsSelectedFrom() {
        ListBuilder list = builder(page(1, 2), Fading.NONE, NewCandidates.NONE);
        Seen seen = new Seen(RATED_B, Set.of(), RATED_B);
        assertThat(list.best(SCORES, 0, seen, 1)).containsExactlyInAnyOrder(2, 3, 0);
        assertThat(builder(page(1, 0), Fading.NONE, NewCandidates.NONE).best(SCORES, 0, seen, 1))
                .contains(2)
                .doesNotContain(0);
    }

    private static RecommendationQuery page(int k, int offset) {
        return RecommendationQuery.top(k, ModelChoice.DEFAULT).withPage(new ListPage(k, offset));
    }

    private static List<String> ids(RecommendationQuery query, EvaluatedRules rules) {
        return ids(build(query, rules, false));
    }

    private static List<String> ids(List<Candidate> list) {
        return list.stream().map(candidate -> candidate.item().id()).toList();
    }

    private static List<Candidate> build(RecommendationQuery query, EvaluatedRules rules, boolean logits) {
        return new ListBuilder(new ScoredItems(INDEX, logits), CATALOGUE, query, rules, Fading.NONE, NewCandidates.NONE)
                .build(SCORES.clone(), 0, new Seen(RATED_B, Set.of(), RATED_B));
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
        RecommendationQuery query = new RecommendationQuery(
                ModelChoice.DEFAULT, rules, new ListPage(k, offset), order, ListRules.NONE, false);
        return builder(query, Fading.NONE, rules.newItems() > 0 ? NEW : NewCandidates.NONE)
                .build(SCORES, 0, new Seen(RATED_B, Set.of(), RATED_B))
                .stream()
                .map(candidate -> candidate.item().id())
                .toList();
    }

    private static ListBuilder builder(RecommendationQuery query, Fading fading, NewCandidates newItems) {
        return new ListBuilder(
                new ScoredItems(INDEX, false), CATALOGUE, query, EvaluatedRules.none(Instant.EPOCH), fading, newItems);
    }

    private static Item item(String id, String... categories) {
        return new Item(id, "Item " + id, null, List.of(categories));
    }
}
