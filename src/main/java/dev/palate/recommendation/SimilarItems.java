package dev.palate.recommendation;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.UnknownItemException;
import dev.palate.rating.Rating;
import dev.palate.rating.RatingScale;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * What a model recommends to somebody who has rated one item alone, with the best rating there is. That is the model's own
 * idea of what goes with the item; a model that has learned little but popularity answers with what is popular.
 */
@Service
public class SimilarItems {

    private final Catalogue catalogue;
    private final ScoreSources sources;
    private final ListMaker lists;
    private final RatingScale scale;
    private final Clock clock;

    SimilarItems(Catalogue catalogue, ScoreSources sources, ListMaker lists, RatingScale scale, Clock clock) {
        this.catalogue = catalogue;
        this.sources = sources;
        this.lists = lists;
        this.scale = scale;
        this.clock = clock;
    }

    /**
     * The list for {@code itemId}, without the item itself.
     *
     * @throws UnknownItemException if the catalogue has no such item
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    public Recommendations to(String itemId, RecommendationQuery query) {
        CatalogueSnapshot snapshot = catalogue.snapshot();
        if (snapshot.find(itemId).isEmpty()) {
            throw new UnknownItemException(itemId);
        }
        Rating rating = new Rating(itemId, scale.maximum(), clock.instant());
        return lists.make(sources.fold(query.model(), List.of(rating)), snapshot, query);
    }
}
