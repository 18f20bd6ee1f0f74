package dev.palate.recommendation;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.rating.Rating;
import dev.palate.rating.history.UserHistories;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;

/** What a user has rated best beside what each model recommends: the last section of the notebook. */
@Service
public class RecommendationComparison {

    /** The source of the user's own list. */
    public static final String RATINGS = "ratings";

    private final UserHistories histories;
    private final Catalogue catalogue;
    private final ScoreSources sources;
    private final ListMaker lists;

    RecommendationComparison(UserHistories histories, Catalogue catalogue, ScoreSources sources, ListMaker lists) {
        this.histories = histories;
        this.catalogue = catalogue;
        this.sources = sources;
        this.lists = lists;
    }

    /**
     * The user's best-rated items, then one list for each model, all of length {@code query.k()} at most.
     *
     * @param models algorithm names; empty: every algorithm with an active version
     * @param query its model is not looked at
     * @throws dev.palate.rating.UnknownUserException if there is no such user
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    public List<NamedList> compare(String userId, List<String> models, RecommendationQuery query) {
        List<Rating> ratings = histories.of(userId).ratings();
        CatalogueSnapshot snapshot = catalogue.snapshot();
        List<NamedList> compared = new ArrayList<>();
        compared.add(new NamedList(RATINGS, null, bestRated(ratings, snapshot, query.k())));
        for (String model : models.isEmpty() ? sources.active() : models) {
            Recommendations list = lists.make(sources.fold(ModelChoice.active(model), ratings), snapshot, query);
            compared.add(new NamedList(model, list.origin(), list.items()));
        }
        return compared;
    }

    /** The best-rated items, equal ratings in the catalogue's order; what has left the catalogue is not in it. */
    static List<RecommendedItem> bestRated(List<Rating> ratings, CatalogueSnapshot catalogue, int k) {
        record Rated(Item item, float value) {}
        List<Rated> rated = ratings.stream()
                .flatMap(
                        rating -> catalogue.find(rating.itemId()).map(item -> new Rated(item, rating.value())).stream())
                .sorted(Comparator.comparing(Rated::value)
                        .reversed()
                        .thenComparing(Rated::item, CatalogueSnapshot.ORDER))
                .limit(k)
                .toList();
        List<RecommendedItem> best = new ArrayList<>(rated.size());
        for (Rated one : rated) {
            best.add(new RecommendedItem(best.size() + 1, one.item(), one.value(), List.of()));
        }
        return best;
    }
}
