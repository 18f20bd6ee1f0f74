package dev.palate.recommendation;

import dev.palate.attribute.Attributes;
import dev.palate.feedback.RecommendationIds;
import dev.palate.rating.Rating;
import dev.palate.rating.RatingScale;
import dev.palate.rating.history.Preference;
import dev.palate.recommendation.RecommendationPipeline.Resolved;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.rules.UserSubject;
import io.micrometer.core.instrument.Timer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;

/** Recommends items to visitors, whose ratings are part of the request and are not stored. */
@Service
public class VisitorRecommender {

    private final RecommendationPipeline pipeline;
    private final RecommendationIds ids;
    private final RatingScale scale;
    private final RecommendationMetrics metrics;

    VisitorRecommender(
            RecommendationPipeline pipeline, RecommendationIds ids, RatingScale scale, RecommendationMetrics metrics) {
        this.pipeline = pipeline;
        this.ids = ids;
        this.scale = scale;
        this.metrics = metrics;
    }

    /**
     * The list for the ratings.
     *
     * @param attributes of the visitor, for the rules of the query
     * @param strict whether an item that cannot be folded in is an error
     * @throws VisitorRatingsException if an item is repeated or its rating is not on the scale or, with {@code strict}, the
     *     item cannot be folded in
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    public Recommendations recommend(
            List<Rating> ratings, boolean strict, RecommendationQuery query, Attributes attributes) {
        Timer.Sample sample = metrics.start();
        check(ratings);
        Resolved request = pipeline.resolve(preferences(ratings), List.of(), query, new UserSubject(null, attributes));
        List<String> unknown = request.user().foldIn().unknown();
        if (strict && !unknown.isEmpty()) {
            throw VisitorRatingsException.unknown(unknown, request.source().origin());
        }
        metrics.foldedIn(request);
        return metrics.timed(sample, request, () -> pipeline.recommend(request))
                .withIgnored(unknown)
                .withId(ids.ofVisitor(request.user().listSource()));
    }

    private static List<Preference> preferences(List<Rating> ratings) {
        return ratings.stream()
                .map(rating -> Preference.ofRating(rating.itemId(), rating.value(), rating.ratedAt()))
                .toList();
    }

    private void check(List<Rating> ratings) {
        Set<String> seen = new HashSet<>();
        List<String> repeated = ids(ratings, rating -> !seen.add(rating.itemId()));
        if (!repeated.isEmpty()) {
            throw VisitorRatingsException.repeated(repeated);
        }
        List<String> offScale = ids(ratings, rating -> !scale.contains(rating.value()));
        if (!offScale.isEmpty()) {
            throw VisitorRatingsException.offScale(offScale, scale);
        }
    }

    private static List<String> ids(List<Rating> ratings, Predicate<Rating> which) {
        return ratings.stream().filter(which).map(Rating::itemId).distinct().toList();
    }
}
