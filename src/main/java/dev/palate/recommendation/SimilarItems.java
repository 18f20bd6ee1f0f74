package dev.palate.recommendation;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.UnknownItemException;
import dev.palate.rating.Rating;
import dev.palate.rating.RatingScale;
import dev.palate.recommendation.query.RecommendationQuery;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * Lists the items that a model recommends to a user whose only rating is the best rating for one item: what the model itself
 * considers similar. A model that has learned little more than popularity lists popular items.
 */
@Service
public class SimilarItems {

    private final Catalogue catalogue;
    private final RecommendationPipeline pipeline;
    private final RatingScale scale;
    private final Clock clock;

    SimilarItems(Catalogue catalogue, RecommendationPipeline pipeline, RatingScale scale, Clock clock) {
        this.catalogue = catalogue;
        this.pipeline = pipeline;
        this.scale = scale;
        this.clock = clock;
    }

    /**
     * The list for {@code itemId}, without the item itself.
     *
     * @throws UnknownItemException if the catalogue does not contain the item
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    public Recommendations to(String itemId, RecommendationQuery query) {
        catalogue.get(itemId);
        Rating rating = new Rating(itemId, scale.maximum(), clock.instant());
        return pipeline.recommend(pipeline.resolve(List.of(rating), query));
    }
}
