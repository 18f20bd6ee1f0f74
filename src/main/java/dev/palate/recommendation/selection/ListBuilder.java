package dev.palate.recommendation.selection;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.CatalogueSnapshot.IndexedItems;
import dev.palate.catalogue.Item;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.TopN;
import dev.palate.recommendation.query.CandidateRules;
import dev.palate.recommendation.query.RecommendationQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Selects a list from a user's scores: candidate rules, order, diversity, calibration, share of new
 * items, page.
 *
 * <p>With diversity or calibration the list is picked from the {@value #POOL} best candidates, independent of the page, so that
 * pages are consistent. Such a list has at most that many items.
 */
public final class ListBuilder {

    static final int POOL = 1000;

    private final IdIndex index;
    private final IndexedItems items;
    private final RecommendationQuery query;
    private final Fading fading;
    private final NewCandidates newItems;

    /**
     * @param index the scored items
     * @param catalogue the items that may be recommended, unless they are hidden
     * @param fading the items whose scores are lowered
     * @param newItems items without a score of their own
     */
    public ListBuilder(
            IdIndex index,
            CatalogueSnapshot catalogue,
            RecommendationQuery query,
            Fading fading,
            NewCandidates newItems) {
        this.index = index;
        this.items = catalogue.by(index);
        this.query = query;
        this.fading = fading;
        this.newItems = newItems;
    }

    /** Whether the list depends on the items that the user likes. */
    public boolean isCalibrated() {
        return query.order().calibration() > 0;
    }

    /**
     * The page of the list.
     *
     * @param scores {@code [items]} from {@code offset}; those of fading items are lowered
     * @param seen the items that are not recommended again, by index
     * @param liked the items that the user likes, by index; only used for a calibrated list
     */
    public List<Candidate> build(float[] scores, int offset, SparseVector seen, SparseVector liked) {
        int wanted = query.page().end();
        double share = query.candidates().newItems();
        boolean byScore = query.order().isByScore();
        // A list in another order is selected from the same candidates whatever the page, so that pages fit together.
        int pool = byScore ? wanted : POOL;
        List<Candidate> unrated = newItems.best(scores, offset, this::accepts, NewItemShare.most(pool, share));
        Map<Integer, Float> faded = fading.apply(scores, offset, index);
        Ranking best = TopN.select(scores, offset, index.size(), pool, candidates(seen));
        int offsetInList = query.page().offset();
        if (byScore && unrated.isEmpty()) {
            return candidates(best, offsetInList, faded);
        }
        List<Candidate> merged = NewItemShare.merge(candidates(best, 0, faded), unrated);
        List<Candidate> ordered = byScore ? merged : reordered(merged, liked, wanted + unrated.size());
        List<Candidate> list = NewItemShare.bound(ordered, share, wanted);
        return list.subList(Math.min(offsetInList, list.size()), list.size());
    }

    private List<Candidate> candidates(Ranking best, int from, Map<Integer, Float> faded) {
        List<Candidate> list = new ArrayList<>(Math.max(0, best.size() - from));
        for (int position = from; position < best.size(); position++) {
            int item = best.item(position);
            list.add(new Candidate(item, item(item).orElseThrow(), best.score(position), faded.getOrDefault(item, 0f)));
        }
        return list;
    }

    private IntPredicate candidates(SparseVector seen) {
        CandidateRules rules = query.candidates();
        return i -> (rules.includeRated() || !seen.contains(i))
                && !newItems.contains(i)
                && item(i).filter(this::accepts).isPresent();
    }

    private boolean accepts(Item item) {
        CandidateRules rules = query.candidates();
        return !item.hidden()
                && !rules.excluded().contains(item.id())
                && (rules.only().isEmpty() || rules.only().contains(item.id()))
                && rules.categories().accepts(item.categories());
    }

    private Optional<Item> item(int i) {
        return items.find(i, index.id(i));
    }

    private List<Candidate> reordered(List<Candidate> pool, SparseVector liked, int n) {
        if (pool.isEmpty()) {
            return pool;
        }
        float[] scores = new float[pool.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = pool.get(i).score();
        }
        CategoryCodes codes = new CategoryCodes();
        int[][] categories =
                pool.stream().map(candidate -> codes.of(candidate.item())).toArray(int[][]::new);
        int[][] history = IntStream.of(liked.indexes())
                .mapToObj(i -> item(i).map(codes::of).orElseGet(() -> new int[0]))
                .toArray(int[][]::new);
        List<Candidate> picked = new ArrayList<>(Math.min(n, scores.length));
        for (int position : GreedyOrder.pick(scores, categories, history, query.order(), n)) {
            picked.add(pool.get(position));
        }
        return picked;
    }
}
