package dev.palate.recommendation.continuation;

import dev.palate.feedback.ListSource.ListExperiment;
import dev.palate.feedback.RecommendationIds;
import dev.palate.recommendation.continuation.ServedLists.StoredPage;
import dev.palate.recommendation.query.CandidateRules;
import dev.palate.recommendation.query.Followed;
import dev.palate.recommendation.query.ListRules;
import dev.palate.recommendation.query.Pin;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.scoring.RecommendationSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The next pages of served lists. A page has no item of an earlier one, whatever was rated, trained or changed meanwhile. */
@Service
public class Continuations {

    private final RecommendationIds ids;
    private final ServedLists lists;
    private final ListJournal journal;
    private final RecommendationSettings settings;
    private final TransactionTemplate transaction;

    Continuations(
            RecommendationIds ids,
            ServedLists lists,
            ListJournal journal,
            RecommendationSettings settings,
            TransactionTemplate transaction) {
        this.ids = ids;
        this.lists = lists;
        this.journal = journal;
        this.settings = settings;
        this.transaction = transaction;
    }

    /**
     * What the next page is asked for.
     *
     * @param followed what the response with the first page named
     * @param shown the number of items on earlier pages
     * @param content what distinguishes the page from other lists of the user
     * @param experiment that the list is part of; null outside of experiments
     */
    public record NextPage(
            String userId,
            RecommendationQuery query,
            Followed followed,
            int shown,
            long content,
            @Nullable ListExperiment experiment) {}

    /** @param itemIds of the page, which are stored as shown */
    public record ComputedPage<T>(T page, List<String> itemIds) {}

    /**
     * Computes and stores the next page. Pages of one list are computed one after the other: two requests for the page after the same list
     * get different pages.
     *
     * @param recommendationId of the list or of any of its pages
     * @throws dev.palate.feedback.UnknownRecommendationException if the service has not issued the id
     * @throws NoNextPageException if the list is one of a visitor or not stored
     */
    public <T> T next(String recommendationId, int k, Function<NextPage, ComputedPage<T>> compute) {
        RecommendationIds.Issued issued = ids.issued(recommendationId);
        Integer userRow = issued.userRow();
        if (userRow == null) {
            throw NoNextPageException.ofVisitor();
        }
        int row = userRow;
        return transaction.execute(status -> {
            // Everybody locks users first: an erasure locks the user and then deletes the user's lists.
            String userId = lists.lockUser(row).orElseThrow(() -> NoNextPageException.unknown(settings.nextPageFor()));
            StoredPage first = lists.lock(row, issued.content())
                    .or(() -> stored(row, issued.content()))
                    .orElseThrow(() -> NoNextPageException.unknown(settings.nextPageFor()));
            int shown = first.itemIds().size();
            long content = first.content() + 0x9E3779B97F4A7C15L * (shown + 1L);
            Followed followed = Objects.requireNonNullElse(first.query().followed(), Followed.NOTHING);
            ComputedPage<T> computed =
                    compute.apply(new NextPage(userId, query(first, k), followed, shown, content, issued.experiment()));
            lists.append(first, content, computed.itemIds());
            return computed.page();
        });
    }

    /** A list that this process has served and not stored yet. */
    private Optional<StoredPage> stored(int userRow, long content) {
        return journal.recent(userRow, content).flatMap(list -> {
            lists.insert(List.of(list));
            return lists.lock(userRow, content);
        });
    }

    /** The query of the list for the items after those that were shown. */
    private RecommendationQuery query(StoredPage first, int k) {
        RecommendationQuery query = lists.query(first, k);
        CandidateRules candidates = query.candidates();
        Set<String> excluded = new HashSet<>(candidates.excluded());
        excluded.addAll(first.itemIds());
        int shown = first.itemIds().size();
        List<Pin> pins = query.rules().pins().stream()
                .filter(pin -> pin.rank() > shown)
                .map(pin -> new Pin(pin.itemId(), pin.rank() - shown, pin.filter()))
                .toList();
        ListRules rules = query.rules();
        return query.withCandidates(new CandidateRules(
                        candidates.categories(),
                        excluded,
                        candidates.only(),
                        candidates.includeRated(),
                        candidates.newItems()))
                .withRules(new ListRules(rules.filter(), rules.boost(), pins));
    }
}
