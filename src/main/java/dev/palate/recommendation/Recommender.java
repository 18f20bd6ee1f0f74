package dev.palate.recommendation;

import dev.palate.feedback.ListSource;
import dev.palate.feedback.RecommendationIds;
import dev.palate.rating.history.UserHistories;
import dev.palate.rating.history.UserHistory;
import dev.palate.recommendation.RecommendationPipeline.Resolved;
import dev.palate.recommendation.continuation.Continuations;
import dev.palate.recommendation.continuation.ListJournal;
import dev.palate.recommendation.query.Followed;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.scoring.ScoreSource;
import dev.palate.recommendation.selection.Fading;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;

/** Recommends items to users. A list includes every rating and interaction that was acknowledged before the request. */
@Service
public class Recommender {

    private final UserHistories histories;
    private final RecommendationPipeline pipeline;
    private final RecommendationCache cache;
    private final RecommendationIds ids;
    private final RecommendationMetrics metrics;
    private final FadingItems fading;
    private final ListJournal journal;
    private final Continuations continuations;

    Recommender(
            UserHistories histories,
            RecommendationPipeline pipeline,
            RecommendationCache cache,
            RecommendationIds ids,
            RecommendationMetrics metrics,
            FadingItems fading,
            ListJournal journal,
            Continuations continuations) {
        this.histories = histories;
        this.pipeline = pipeline;
        this.cache = cache;
        this.ids = ids;
        this.metrics = metrics;
        this.fading = fading;
        this.journal = journal;
        this.continuations = continuations;
    }

    /**
     * The user's list, or nothing if the caller has it. Equal digests of one user's lists mean equal lists, so the digest is
     * known before the list is computed.
     *
     * @param assigned the query, with the arm of an experiment if there is one
     * @param stored whether the list is stored, so that any process can serve its next page
     * @param isCurrent whether the caller has the list with this digest
     * @throws dev.palate.rating.UnknownUserException if there is no such user
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    public Optional<Recommendations> forUser(
            String userId, AssignedQuery assigned, boolean stored, Predicate<ContentDigest> isCurrent) {
        Timer.Sample sample = metrics.start();
        UserHistory history = histories.of(userId);
        Resolved request = pipeline.resolve(history, assigned.query(), fading.of(history));
        ListKey key = ListKey.of(history, request);
        Optional<RecommendationCache.Entry> cached = cache.cached(key);
        ContentDigest ofList = cached.map(RecommendationCache.Entry::content).orElseGet(key::digest);
        ContentDigest content = assigned.digest(ofList);
        if (isCurrent.test(content)) {
            metrics.notModified(sample, request.source().origin());
            return Optional.empty();
        }
        Recommendations list = metrics.timed(
                sample, request, () -> cached.map(this::serveCached).orElseGet(() -> compute(key, ofList, request)));
        remember(history, content, assigned, list, stored);
        ListSource source = request.user().listSource().in(assigned.counted());
        return Optional.of(list.withId(ids.ofUser(source, history.userRow(), content.first())));
    }

    /**
     * The users' lists by user id; users that do not exist are left out. All users of one score source are scored together.
     *
     * @param lists the number of lists of the whole batch, of which these users can be a part
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    public Map<String, Recommendations> forUsers(List<String> userIds, AssignedQuery assigned, int lists) {
        record Member(UserHistory history, Resolved request) {}
        Map<ScoreSource, List<Member>> bySource = new LinkedHashMap<>();
        Collection<UserHistory> all = histories.ofAll(userIds);
        Map<Integer, Fading> fadings = fading.ofAll(all);
        for (UserHistory history : all) {
            Fading ofUser = fadings.getOrDefault(history.userRow(), Fading.NONE);
            Resolved request = pipeline.resolve(history, assigned.query(), ofUser);
            bySource.computeIfAbsent(request.source(), source -> new ArrayList<>())
                    .add(new Member(history, request));
        }
        Map<String, Recommendations> byUser = new LinkedHashMap<>();
        for (List<Member> members : bySource.values()) {
            List<Recommendations> computed =
                    pipeline.recommendAll(members.stream().map(Member::request).toList(), lists);
            for (int k = 0; k < computed.size(); k++) {
                UserHistory history = members.get(k).history;
                Resolved request = members.get(k).request;
                ContentDigest content =
                        assigned.digest(ListKey.of(history, request).digest());
                remember(history, content, assigned, computed.get(k), false);
                byUser.put(history.userId(), computed.get(k).withId(id(history, request, content)));
            }
        }
        return byUser;
    }

    /**
     * The user's list as it would be, without an id and without any trace.
     *
     * @throws dev.palate.rating.UnknownUserException if there is no such user
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    public Recommendations preview(String userId, RecommendationQuery query) {
        UserHistory history = histories.of(userId);
        return pipeline.recommend(pipeline.resolve(history, query, fading.of(history)));
    }

    /** The next page of a list, with the id of its user. */
    public record Page(String userId, RecommendationQuery query, Followed followed, Recommendations list) {}

    /**
     * The items that follow those of a list and of all its pages so far. The order is that of the present model, ratings and catalogue,
     * without the items that were shown.
     *
     * @param recommendationId of the list or of any of its pages
     * @throws dev.palate.feedback.UnknownRecommendationException if the service has not issued the id
     * @throws dev.palate.recommendation.continuation.NoNextPageException if the list is one of a visitor or no longer stored
     */
    public Page next(String recommendationId, int k) {
        return continuations.next(recommendationId, k, next -> {
            UserHistory history = histories.of(next.userId());
            Resolved request = pipeline.resolve(history, next.query(), fading.of(history));
            Recommendations list = metrics.timed(metrics.start(), request, () -> pipeline.recommend(request));
            ListSource source = request.user().listSource().in(next.experiment());
            String id = ids.ofUser(source, history.userRow(), next.content());
            Recommendations page = list.after(next.shown()).withId(id);
            return new Continuations.ComputedPage<>(
                    new Page(next.userId(), next.query(), next.followed(), page), page.itemIds());
        });
    }

    private void remember(
            UserHistory history, ContentDigest content, AssignedQuery assigned, Recommendations list, boolean stored) {
        journal.add(history.userRow(), content.first(), assigned.query(), assigned.followed(), list::itemIds, stored);
    }

    private Recommendations serveCached(RecommendationCache.Entry cached) {
        metrics.served(true);
        return cached.list();
    }

    private Recommendations compute(ListKey key, ContentDigest content, Resolved request) {
        metrics.served(false);
        metrics.foldedIn(request);
        Recommendations list = pipeline.recommend(request);
        cache.put(key, new RecommendationCache.Entry(content, list));
        return list;
    }

    private String id(UserHistory history, Resolved request, ContentDigest content) {
        return ids.ofUser(request.user().listSource(), history.userRow(), content.first());
    }
}
