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
import dev.palate.recommendation.query.Exploration;
import dev.palate.recommendation.query.ModelChoice;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.scoring.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Compares a user's best-rated items with the recommendations of each model. */
@Service
public class RecommendationComparison {

    /** The source of the user's own list. */
    public static final String RATINGS = "ratings";

    private static final int MOST_MODELS = 10;

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
     * @param names of algorithms, or versions such as {@code vae:3}, each of which is compared once; empty: every algorithm with an
     *     active version
     * @param query its model is ignored
     * @throws dev.palate.rating.UnknownUserException if there is no such user
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     * @throws dev.palate.model.version.UnknownModelVersionException if there is no such version
     * @throws ComparedModelsException if there are too many models, or a version is not a number
     */
    public List<Compared> compare(String userId, List<String> names, RecommendationQuery query) {
        List<String> sources =
                names.isEmpty() ? active() : names.stream().distinct().toList();
        if (sources.size() > MOST_MODELS) {
            throw ComparedModelsException.tooMany(MOST_MODELS);
        }
        Map<String, ModelChoice> choices = new LinkedHashMap<>();
        sources.forEach(source -> choices.put(source, choice(source)));
        return compareAll(userId, choices, query);
    }

    /**
     * As {@link #compare}, for given versions of different algorithms.
     *
     * @throws dev.palate.model.version.UnknownModelVersionException if there is no such version
     */
    public List<Compared> compareModels(String userId, List<ModelChoice> choices, RecommendationQuery query) {
        Map<String, ModelChoice> bySource = new LinkedHashMap<>();
        choices.forEach(choice -> bySource.put(String.valueOf(choice.algorithm()), choice));
        return compareAll(userId, bySource, query);
    }

    private List<Compared> compareAll(String userId, Map<String, ModelChoice> choices, RecommendationQuery query) {
        UserHistory history = histories.of(userId);
        List<Compared> compared = new ArrayList<>();
        compared.add(new Compared(
                RATINGS,
                bestRated(
                        history.preferences(),
                        catalogue.snapshot(),
                        query.page().k())));
        choices.forEach((source, choice) -> {
            RecommendationQuery ofModel = query.withModel(choice);
            compared.add(new Compared(
                    source,
                    pipeline.recommend(pipeline.resolve(history.preferences(), history.excluded(), ofModel, null))));
        });
        return compared;
    }

    private ModelChoice choice(String source) {
        int colon = source.indexOf(':');
        String name = colon < 0 ? source : source.substring(0, colon);
        if (algorithms.find(name).isEmpty()) {
            throw new UnknownAlgorithmException(name, algorithms);
        }
        if (colon < 0) {
            return ModelChoice.active(name);
        }
        try {
            return new ModelChoice(
                    name, Integer.parseUnsignedInt(source, colon + 1, source.length(), 10), Exploration.NONE);
        } catch (NumberFormatException e) {
            throw ComparedModelsException.notAVersion(source);
        }
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
            best.add(new RecommendedItem(best.size() + 1, one.item(), one.value()));
        }
        return Recommendations.of(Origin.RATINGS, best);
    }
}
