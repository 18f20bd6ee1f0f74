package dev.palate.recommendation.newitem;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.model.serving.ServedModel;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.scoring.FoldIn;
import dev.palate.recommendation.scoring.ScoreSource;
import dev.palate.recommendation.selection.NewCandidates;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The new items of each model at the current revision of the catalogue. They are found when a request asks for them, and again when
 * the catalogue has changed; the regression is fitted again only if the description of an item that the model knows has changed.
 */
@Component
public final class NewItems {

    /** Each has a regression of 4 MB, and the attributes of the items. */
    private static final int MOST_MODELS = 4;

    private static final Duration MAX_IDLE = Duration.ofMinutes(30);

    private final Cache<String, NewItemIndex> byModel = Caffeine.newBuilder()
            .maximumSize(MOST_MODELS)
            .expireAfterAccess(MAX_IDLE)
            .build();

    /**
     * The new items that can be in a list; none if the query wants none, or if popularity scores the items.
     *
     * @param user folded into {@code source}
     */
    public NewCandidates of(ScoreSource source, FoldIn user, CatalogueSnapshot catalogue, RecommendationQuery query) {
        Optional<ServedModel> model = source.model();
        if (query.candidates().newItems() == 0 || model.isEmpty()) {
            return NewCandidates.NONE;
        }
        NewItemIndex index = index(model.get(), catalogue);
        return index.isEmpty() ? NewCandidates.NONE : new PredictedCandidates(index, user, query);
    }

    private NewItemIndex index(ServedModel model, CatalogueSnapshot catalogue) {
        NewItemIndex current = byModel.getIfPresent(model.revision());
        if (current != null && current.isOf(catalogue)) {
            return current;
        }
        return byModel.asMap()
                .compute(
                        model.revision(),
                        (key, old) -> old != null && old.isOf(catalogue)
                                ? old
                                : NewItemIndex.of(model.columns(), catalogue, old));
    }
}
