package dev.palate.recommendation;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.UnknownItemException;
import dev.palate.rating.RatingScale;
import dev.palate.rating.UserAttributes;
import dev.palate.rating.history.Preference;
import dev.palate.rating.history.UserHistories;
import dev.palate.rating.history.UserHistory;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.rules.UserSubject;
import dev.palate.rule.Subject;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Lists the items that a model recommends to a user whose only rating is the best rating for one item: what the model itself
 * considers similar. A model that has learned little more than popularity lists popular items.
 */
@Service
public class SimilarItems {

    private final Catalogue catalogue;
    private final UserHistories histories;
    private final RecommendationPipeline pipeline;
    private final UserAttributes attributes;
    private final RatingScale scale;
    private final Clock clock;

    SimilarItems(
            Catalogue catalogue,
            UserHistories histories,
            RecommendationPipeline pipeline,
            UserAttributes attributes,
            RatingScale scale,
            Clock clock) {
        this.catalogue = catalogue;
        this.histories = histories;
        this.pipeline = pipeline;
        this.attributes = attributes;
        this.scale = scale;
        this.clock = clock;
    }

    /**
     * The list for {@code itemId}, without the item itself.
     *
     * @param userId whose rated and excluded items are left out and whom the rules can read; null: no user
     * @throws dev.palate.rating.UnknownUserException if there is no such user
     * @throws UnknownItemException if the catalogue does not contain the item
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    public Recommendations to(String itemId, @Nullable String userId, RecommendationQuery query) {
        catalogue.get(itemId);
        UserHistory user = userId == null ? null : histories.of(userId);
        List<String> excluded = user == null ? List.of() : seen(user);
        Subject subject = user == null || !query.rules().readUser()
                ? null
                : new UserSubject(user.userId(), attributes.of(user.userRow()));
        Preference best = Preference.ofRating(itemId, scale.maximum(), clock.instant());
        return pipeline.recommend(pipeline.resolve(List.of(best), excluded, query, subject));
    }

    private static List<String> seen(UserHistory user) {
        Stream<String> rated =
                user.preferences().stream().filter(Preference::isRating).map(Preference::itemId);
        return Stream.concat(rated, user.excluded().stream()).toList();
    }
}
