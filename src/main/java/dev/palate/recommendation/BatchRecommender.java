package dev.palate.recommendation;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.core.matrix.SparseVector;
import dev.palate.rating.history.RatedItems;
import dev.palate.rating.history.UserHistories;
import dev.palate.recommendation.ScoreSources.Folded;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Recommends to many users at once: all that one model answers are the rows of one matrix. */
@Service
public class BatchRecommender {

    private final UserHistories histories;
    private final Catalogue catalogue;
    private final ScoreSources sources;
    private final ListMaker lists;
    private final AnswerIds ids;

    BatchRecommender(
            UserHistories histories, Catalogue catalogue, ScoreSources sources, ListMaker lists, AnswerIds ids) {
        this.histories = histories;
        this.catalogue = catalogue;
        this.sources = sources;
        this.lists = lists;
        this.ids = ids;
    }

    private record Member(RatedItems history, Folded folded) {}

    /**
     * The users' lists by user id; users that do not exist are left out.
     *
     * @throws dev.palate.model.version.UnknownAlgorithmException if there is no such algorithm
     */
    public Map<String, IdentifiedRecommendations> forUsers(List<String> userIds, RecommendationQuery query) {
        Map<String, IdentifiedRecommendations> made = new LinkedHashMap<>();
        Map<ScoreSource, List<Member>> bySource = new LinkedHashMap<>();
        for (RatedItems user : histories.ofAll(userIds)) {
            Folded folded = sources.fold(query.model(), user);
            bySource.computeIfAbsent(folded.source(), source -> new ArrayList<>())
                    .add(new Member(user, folded));
        }
        CatalogueSnapshot snapshot = catalogue.snapshot();
        bySource.forEach((source, users) -> {
            List<SparseVector> foldIns =
                    users.stream().map(user -> user.folded.foldIn().known()).toList();
            Iterator<Recommendations> lists =
                    this.lists.makeAll(source, foldIns, snapshot, query).iterator();
            for (Member user : users) {
                ContentDigest content =
                        ListKey.of(user.folded, user.history, snapshot, query).digest();
                String id = ids.ofUser(user.folded, user.history.userRow(), content);
                made.put(user.history.userId(), new IdentifiedRecommendations(id, lists.next()));
            }
        });
        return made;
    }
}
