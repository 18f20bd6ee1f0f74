package dev.palate.recommendation;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.rating.Rating;
import dev.palate.rating.RatingScale;
import dev.palate.rating.history.RatedItems;
import dev.palate.rating.history.UserHistories;
import dev.palate.recommendation.RecommendationMetrics.Outcome;
import dev.palate.recommendation.ScoreSources.Folded;
import io.micrometer.core.instrument.Timer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/** Recommends items to users and visitors. A list is made of the last acknowledged ratings. */
@Service
public class Recommender {

    private final UserHistories histories;
    private final Catalogue catalogue;
    private final ScoreSources sources;
    private final ListMaker lists;
    private final AnswerIds ids;
    private final RatingScale scale;
    private final RecommendationMetrics metrics;

    Recommender(
            UserHistories histories,
            Catalogue catalogue,
            ScoreSources sources,
            ListMaker lists,
            AnswerIds ids,
            RatingScale scale,
            RecommendationMetrics metrics) {
        this.histories = histories;
        this.catalogue = catalogue;
        this.sources = sources;
        this.lists = lists;
        this.ids = ids;
        this.scale = scale;
        this.metrics = metrics;
    }

    /**
     * Prepares a user's list.
     *
     * @throws dev.palate.rating.UnknownUserException if there is no such user
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    public PreparedRecommendations forUser(String userId, RecommendationQuery query) {
        Timer.Sample sample = metrics.start();
        RatedItems history = histories.of(userId);
        CatalogueSnapshot snapshot = catalogue.snapshot();
        Folded user = sources.fold(query.model(), history);
        ListKey key = ListKey.of(user, history, snapshot, query);
        Optional<MadeList> before = lists.before(key);
        ContentDigest content = before.map(MadeList::content).orElseGet(key::digest);
        return new PreparedRecommendations(
                content,
                () -> new IdentifiedRecommendations(
                        ids.ofUser(user, history.userRow(), content),
                        timed(
                                sample,
                                user,
                                snapshot,
                                () -> before.map(lists::again)
                                        .orElseGet(() -> lists.ofUser(key, content, user, snapshot)))),
                () -> metrics.answered(sample, user.source().origin(), Outcome.NOT_MODIFIED));
    }

    /**
     * A list for ratings that are sent along and kept nowhere.
     *
     * @param strict whether an item that cannot be folded in is an error
     * @throws VisitorRatingsException if an item stands twice or off the scale or, with {@code strict}, cannot be folded in
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    public VisitorRecommendations forVisitor(List<Rating> ratings, boolean strict, RecommendationQuery query) {
        Timer.Sample sample = metrics.start();
        check(ratings);
        Folded visitor = sources.fold(query.model(), ratings);
        List<String> unknown = visitor.foldIn().unknown();
        if (strict && !unknown.isEmpty()) {
            throw VisitorRatingsException.unknown(unknown, visitor.source().origin());
        }
        CatalogueSnapshot snapshot = catalogue.snapshot();
        Recommendations made = timed(sample, visitor, snapshot, () -> lists.make(visitor, snapshot, query));
        return new VisitorRecommendations(ids.ofVisitor(visitor.source()), made, unknown);
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

    private Recommendations timed(
            Timer.Sample sample, Folded user, CatalogueSnapshot snapshot, Supplier<Recommendations> list) {
        Outcome outcome = Outcome.FAILED;
        try {
            Recommendations made = list.get();
            outcome = Outcome.of(made.origin());
            metrics.made(made, user.foldIn().known().size(), snapshot.size());
            return made;
        } finally {
            metrics.answered(sample, user.source().origin(), outcome);
        }
    }
}
