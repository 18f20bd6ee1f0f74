package dev.palate.recommendation;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.core.Algorithms;
import dev.palate.model.serving.ServedModel;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.version.UnknownAlgorithmException;
import dev.palate.rating.history.Preference;
import dev.palate.rating.history.UserHistories;
import dev.palate.rating.history.UserHistory;
import dev.palate.recommendation.query.ModelChoice;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.scoring.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;

/** Compares a user's best-rated items with the recommendations of each model. */
@Service
public class RecommendationComparison {

    /** The source of the user's own list. */
    public static final String RATINGS = "ratings";

    private final UserHistories histories;
    private final Catalogue catalogue;
    private final ServedModels models;
    private final Algorithms algorithms;
    private final RecommendationPipeline pipeline;

    RecommendationComparison(
            UserHistories histories,
            Catalogue catalogue,
            ServedModels models,
            Algorithms algorithms,
            RecommendationPipeline pipeline) {
        this.histories = histories;
        this.catalogue = catalogue;
        this.models = models;
        this.algorithms = algorithms;
        this.pipeline = pipeline;
    }

    /**
     * One list with the name under which it was requested.
     *
     * @param source {@value #RATINGS}, or the requested model
     * @param list its origin can be a fallback
     */
    public record Compared(String source, Recommendations list) {}

    /**
     * The user's best-rated items, then one list for each model, each with at most {@code query.page().k()} items.
     *
     * @param names of algorithms, each of which is compared once; empty: every algorithm with an active version
     * @param query its model is ignored
     * @throws dev.palate.rating.UnknownUserException if there is no such user
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    public List<Compared> compare(String userId, List<String> names, RecommendationQuery query) {
        List<String> sources = names.isEmpty() ? active() : known(names);
        return compareModels(userId, sources.stream().map(ModelChoice::active).toList(), query);
    }

    /**
     * As {@link #compare}, for given versions.
     *
     * @throws dev.palate.model.version.UnknownModelVersionException if there is no such version
     */
    public List<Compared> compareModels(String userId, List<ModelChoice> choices, RecommendationQuery query) {
        UserHistory history = histories.of(userId);
        List<Compared> compared = new ArrayList<>();
        compared.add(new Compared(
                RATINGS,
                bestRated(
                        history.preferences(),
                        catalogue.snapshot(),
                        query.page().k())));
        for (ModelChoice choice : choices) {
            RecommendationQuery ofModel = query.withModel(choice);
            compared.add(new Compared(
                    String.valueOf(choice.algorithm()),
                    pipeline.recommend(pipeline.resolve(history.preferences(), history.excluded(), ofModel))));
        }
        return compared;
    }

    /** Checks all names before the first list is computed, so that there are at most as many lists as algorithms. */
    private List<String> known(List<String> names) {
        return names.stream()
                .distinct()
                .map(name -> algorithms
                        .find(name)
                        .orElseThrow(() -> new UnknownAlgorithmException(name, algorithms))
                        .name())
                .toList();
    }

    private List<String> active() {
        return models.active().stream().map(ServedModel::algorithm).toList();
    }

    /** The best-rated items of the catalogue that are not hidden; items with equal ratings are in the catalogue's order. */
    static Recommendations bestRated(List<Preference> preferences, CatalogueSnapshot catalogue, int k) {
        record Rated(Item item, float value) {}
        List<Rated> rated = preferences.stream()
                .flatMap(rating -> catalogue
                        .find(rating.itemId())
                        .filter(item -> !item.hidden())
                        .map(item -> new Rated(item, rating.value()))
                        .stream())
                .sorted(Comparator.comparing(Rated::value)
                        .reversed()
                        .thenComparing(Rated::item, CatalogueSnapshot.ORDER))
                .limit(k)
                .toList();
        List<RecommendedItem> best = new ArrayList<>(rated.size());
        for (Rated one : rated) {
            best.add(new RecommendedItem(best.size() + 1, one.item(), one.value(), null, List.of()));
        }
        return Recommendations.of(Origin.RATINGS, best);
    }
}
