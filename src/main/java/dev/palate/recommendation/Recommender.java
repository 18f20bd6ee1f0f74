package dev.palate.recommendation;

import dev.palate.feedback.ListSource;
import dev.palate.feedback.RecommendationIds;
import dev.palate.rating.history.UserHistories;
import dev.palate.rating.history.UserHistory;
import dev.palate.recommendation.RecommendationPipeline.Resolved;
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

    Recommender(
            UserHistories histories,
            RecommendationPipeline pipeline,
            RecommendationCache cache,
            RecommendationIds ids,
            RecommendationMetrics metrics,
            FadingItems fading) {
        this.histories = histories;
        this.pipeline = pipeline;
        this.cache = cache;
        this.ids = ids;
        this.metrics = metrics;
        this.fading = fading;
    }

    /**
     * The user's list, or nothing if the caller has it. Equal digests of one user's lists mean equal lists, so the digest is
     * known before the list is computed.
     *
     * @param assigned from {@link ArmQueries}, or outside of experiments
     * @param isCurrent whether the caller has the list with this digest
     * @throws dev.palate.rating.UnknownUserException if there is no such user
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    public Optional<Recommendations> forUser(
            String userId, AssignedQuery assigned, Predicate<ContentDigest> isCurrent) {
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
        ListSource source = request.user().listSource().in(assigned.counted());
        return Optional.of(list.withId(ids.ofUser(source, history.userRow(), content.first())));
    }

    /**
     * The users' lists by user id; users that do not exist are left out. All users of one score source are scored together.
     *
     * @param lists the number of lists of the whole batch, of which these users can be a part
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    public Map<String, Recommendations> forUsers(List<String> userIds, RecommendationQuery query, int lists) {
        record Member(UserHistory history, Resolved request) {}
        Map<ScoreSource, List<Member>> bySource = new LinkedHashMap<>();
        Collection<UserHistory> all = histories.ofAll(userIds);
        Map<Integer, Fading> fadings = fading.ofAll(all);
        for (UserHistory history : all) {
            Fading ofUser = fadings.getOrDefault(history.userRow(), Fading.NONE);
            Resolved request = pipeline.resolve(history, query, ofUser);
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
                String id = id(history, request, ListKey.of(history, request).digest());
                byUser.put(history.userId(), computed.get(k).withId(id));
            }
        }
        return byUser;
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
