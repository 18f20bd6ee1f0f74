package dev.palate.recommendation;

import dev.palate.feedback.RecommendationIds;
import dev.palate.model.serving.ServedModel;
import dev.palate.rating.history.UserHistories;
import dev.palate.rating.history.UserHistory;
import dev.palate.recommendation.RecommendationPipeline.Resolved;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.scoring.ScoreSource;
import dev.palate.recommendation.scoring.ScoreSources;
import dev.palate.recommendation.scoring.Scoring;
import dev.palate.recommendation.selection.Fading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Recommends items to many users by one model version. The lists are those that {@link Recommender} returns for this version, to the
 * bit. They are used once, so no cache is read or filled for them.
 */
@Service
public class BulkRecommender {

    private final UserHistories histories;
    private final ScoreSources sources;
    private final RecommendationPipeline pipeline;
    private final RecommendationIds ids;
    private final FadingItems fading;

    BulkRecommender(
            UserHistories histories,
            ScoreSources sources,
            RecommendationPipeline pipeline,
            RecommendationIds ids,
            FadingItems fading) {
        this.histories = histories;
        this.sources = sources;
        this.pipeline = pipeline;
        this.ids = ids;
        this.fading = fading;
    }

    /**
     * One user's list.
     *
     * @param userRow the id of the user's row in the database
     */
    public record UserList(int userRow, String userId, Recommendations list) {}

    private record Member(UserHistory history, Resolved request) {}

    /**
     * The version that answers a query now, for later calls of {@link #lists}; empty: the lists are those of popularity.
     *
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     * @throws dev.palate.model.version.UnknownModelVersionException if there is no such version
     * @throws dev.palate.recommendation.query.ExplorationException if the model has no posterior to sample from
     */
    public Optional<ServedModel> model(RecommendationQuery query) {
        return sources.model(query.model());
    }

    /** The lists of those users that exist, by the rows of the users. The histories of all of them are in memory meanwhile. */
    public List<UserList> lists(Collection<String> userIds, RecommendationQuery query, Optional<ServedModel> model) {
        List<UserHistory> all = histories.readAll(userIds);
        Map<Integer, Fading> fadings = fading.ofAll(all);
        Map<ScoreSource, List<Member>> bySource = new LinkedHashMap<>();
        for (UserHistory history : all) {
            Fading ofUser = fadings.getOrDefault(history.userRow(), Fading.NONE);
            Resolved request = pipeline.resolve(history, query, ofUser, model);
            bySource.computeIfAbsent(request.source(), source -> new ArrayList<>())
                    .add(new Member(history, request));
        }
        List<UserList> lists = new ArrayList<>(all.size());
        for (List<Member> members : bySource.values()) {
            for (int from = 0; from < members.size(); from += Scoring.MAX_BATCH) {
                lists.addAll(computed(members.subList(from, Math.min(from + Scoring.MAX_BATCH, members.size()))));
            }
        }
        lists.sort(Comparator.comparingInt(UserList::userRow));
        return lists;
    }

    private List<UserList> computed(List<Member> members) {
        List<Recommendations> computed =
                pipeline.recommendAll(members.stream().map(Member::request).toList(), members.size());
        List<UserList> lists = new ArrayList<>(members.size());
        for (int k = 0; k < members.size(); k++) {
            UserHistory user = members.get(k).history;
            Resolved request = members.get(k).request;
            long content = ListKey.of(user, request).digest().first();
            String id = ids.ofUserOnce(request.user().listSource(), user.userRow(), content);
            lists.add(
                    new UserList(user.userRow(), user.userId(), computed.get(k).withId(id)));
        }
        return lists;
    }
}
