package dev.palate.recommendation.selection;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.CatalogueSnapshot.IndexedItems;
import dev.palate.catalogue.Item;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.TopN;
import dev.palate.recommendation.query.RecommendationQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Selects a list from a user's scores: candidate rules, boost, order, diversity, calibration, share of new items, pins, page.
 *
 * <p>With diversity or calibration the list is picked from the {@value #POOL} best candidates, independent of the page, so that
 * pages are consistent. Such a list has at most that many items.
 */
public final class ListBuilder {

    static final int POOL = 1000;

    private final IdIndex index;
    private final boolean logits;
    private final CatalogueSnapshot catalogue;
    private final IndexedItems indexed;
    private final RecommendationQuery query;
    private final EvaluatedRules rules;
    private final Fading fading;
    private final NewCandidates newItems;
    private final CandidateItems items;

    /**
     * @param scored the scored items
     * @param catalogue the items that may be recommended, unless they are hidden
     * @param rules of the query, evaluated
     * @param fading the items whose scores are lowered
     * @param newItems items without a score of their own
     */
    public ListBuilder(
            ScoredItems scored,
            CatalogueSnapshot catalogue,
            RecommendationQuery query,
            EvaluatedRules rules,
            Fading fading,
            NewCandidates newItems) {
        this.index = scored.index();
        this.logits = scored.logits();
        this.catalogue = catalogue;
        this.indexed = catalogue.by(index);
        this.query = query;
        this.rules = rules;
        this.fading = fading;
        this.newItems = newItems;
        this.items = new CandidateItems(catalogue, query.candidates(), rules);
    }

    /** Whether the list depends on the items that the user likes. */
    public boolean isCalibrated() {
        return query.order().calibration() > 0;
    }

    /** The indexes of the candidates with the best scores, at least {@code least} and as many as the page is selected from, and of pinned items. */
    public int[] best(float[] scores, int offset, Seen seen, int least) {
        int wanted = Math.min(index.size(), Math.max(least, pool()));
        int[] best = BestCandidates.of(scores, offset, index.size(), wanted, candidates(seen));
        IntStream pinned = rules.pins().stream()
                .mapToInt(pin -> index.indexOf(pin.itemId()))
                .filter(item -> item != IdIndex.ABSENT);
        return IntStream.concat(IntStream.of(best), pinned).toArray();
    }

    /**
     * The page of the list.
     *
     * @param scores {@code [items]} from {@code offset}; those of fading items are lowered
     */
    public List<Candidate> build(float[] scores, int offset, Seen seen) {
        int wanted = query.page().end();
        int unpinned = wanted + rules.pins().size();
        double share = query.candidates().newItems();
        boolean byScore = query.order().isByScore();
        int pool = pool();
        boolean boosted = rules.boost() != null;
        List<Candidate> unrated =
                newItems.best(scores, offset, items::accepts, NewItemShare.most(boosted ? POOL : pool, share));
        Map<Integer, Float> faded = fading.apply(scores, offset, index);
        IntPredicate candidate = candidates(seen);
        List<Candidate> known;
        if (rules.boost() == null) {
            boolean plain = byScore && unrated.isEmpty() && rules.pins().isEmpty();
            Ranking best = TopN.select(scores, offset, index.size(), pool, candidate);
            known = candidates(best, plain ? query.page().offset() : 0, faded);
            if (plain) {
                return known;
            }
        } else {
            Boosting boosting = Boosting.of(rules.boost(), logits, scores, offset, indexes(), candidate);
            known = boosted(boosting, scores, offset, candidate, pool, faded);
            unrated = boosted(boosting, unrated);
        }
        List<Candidate> merged = NewItemShare.merge(known, unrated);
        List<Candidate> ordered = byScore ? merged : reordered(merged, seen.liked(), unpinned + unrated.size());
        List<Candidate> bounded = NewItemShare.bound(ordered, share, unpinned);
        List<Candidate> list =
                Pinning.apply(bounded, rules.pins(), id -> pinned(id, scores, offset, seen, faded), wanted);
        return list.subList(Math.min(query.page().offset(), list.size()), list.size());
    }

    /** The number of candidates that the page is selected from. */
    private int pool() {
        // A list in another order is selected from the same candidates whatever the page, so that pages fit together.
        return query.order().isByScore() ? query.page().end() + rules.pins().size() : POOL;
    }

    private List<Candidate> candidates(Ranking best, int from, Map<Integer, Float> faded) {
        List<Candidate> list = new ArrayList<>(Math.max(0, best.size() - from));
        for (int position = from; position < best.size(); position++) {
            list.add(candidate(best.item(position), best.score(position), faded));
        }
        return list;
    }

    private Candidate candidate(int i, float score, Map<Integer, Float> faded) {
        Candidate candidate = new Candidate(i, entry(i).item(), score);
        Float by = faded.get(i);
        return by == null ? candidate : candidate.faded(by);
    }

    private List<Candidate> boosted(
            Boosting boosting,
            float[] scores,
            int offset,
            IntPredicate candidate,
            int pool,
            Map<Integer, Float> faded) {
        return boosting.best(scores, offset, indexes(), candidate, i -> entry(i).position(), pool).stream()
                .map(best -> boosting.apply(
                        candidate(best.item(), best.score(), faded),
                        entry(best.item()).position()))
                .toList();
    }

    private List<Candidate> boosted(Boosting boosting, List<Candidate> unrated) {
        return unrated.stream()
                .map(candidate -> boosting.apply(
                        candidate,
                        Objects.requireNonNull(catalogue.entry(candidate.item().id()))
                                .position()))
                .sorted(Comparator.comparingDouble(Candidate::score).reversed())
                .toList();
    }

    private IntPredicate candidates(Seen seen) {
        boolean includeRated = query.candidates().includeRated();
        return i -> (includeRated || !seen.items().contains(i)) && !newItems.contains(i) && isCandidate(i);
    }

    private boolean isCandidate(int i) {
        CatalogueSnapshot.Entry entry = indexed.find(i, index.id(i));
        return entry != null && items.accepts(entry);
    }

    private @Nullable Candidate pinned(String id, float[] scores, int offset, Seen seen, Map<Integer, Float> faded) {
        CatalogueSnapshot.Entry entry = items.find(id);
        if (entry == null) {
            return null;
        }
        int i = index.indexOf(id);
        boolean known = i != IdIndex.ABSENT;
        boolean isSeen = known ? seen.items().contains(i) : seen.others().contains(id);
        if (isSeen && !query.candidates().includeRated()) {
            return null;
        }
        if (!known || newItems.contains(i) || !Float.isFinite(scores[offset + i])) {
            return Candidate.unscored(entry.item());
        }
        return candidate(i, scores[offset + i], faded);
    }

    private IntStream indexes() {
        return IntStream.range(0, index.size());
    }

    private CatalogueSnapshot.Entry entry(int i) {
        return Objects.requireNonNull(indexed.find(i, index.id(i)));
    }

    private List<Candidate> reordered(List<Candidate> pool, SparseVector liked, int n) {
        List<Item> history = IntStream.of(liked.indexes())
                .mapToObj(i -> catalogue.find(index.id(i)))
                .flatMap(Optional::stream)
                .toList();
        return GreedyOrder.pick(pool, history, query.order(), n);
    }
}
