package dev.palate.recommendation;

import dev.palate.catalogue.filter.CategoryFilter;
import dev.palate.feedback.Arm;
import dev.palate.overload.HeapSize;
import dev.palate.rating.history.UserHistory;
import dev.palate.recommendation.RecommendationPipeline.Resolved;
import dev.palate.recommendation.query.CandidateRules;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.rules.RuleEvaluation;
import dev.palate.recommendation.selection.Fading;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a user's list depends on.
 *
 * @param source the revision of the score source
 * @param arm the user's arm of a traffic split; null outside of one
 * @param catalogue the revision of the catalogue
 * @param time what the list depends on besides all that was written
 */
record ListKey(
        UserRevision user,
        String source,
        @Nullable Arm arm,
        long catalogue,
        RuleEvaluation.ListTime time,
        RecommendationQuery query) {

    /** Of the texts of rules and the objects around them. */
    private static final long BYTES_PER_CHARACTER = 4;

    /**
     * @param row the id of the user's row in the database
     * @param history the version of the user's history
     * @param fading the items that the user ignored
     */
    record UserRevision(int row, UserHistory.Version history, Fading fading) {}

    static ListKey of(UserHistory history, Resolved request) {
        return new ListKey(
                new UserRevision(history.userRow(), history.version(), request.fading()),
                request.source().revision(),
                request.user().arm(),
                request.catalogue().revision(),
                request.rules().time(),
                request.query().text());
    }

    /** An upper estimate of the heap that this key takes. */
    long bytes() {
        CandidateRules rules = query.candidates();
        CategoryFilter categories = rules.categories();
        return 300
                + HeapSize.of(user.fading.shown().keySet())
                + HeapSize.of(source)
                + HeapSize.of(rules.excluded())
                + HeapSize.of(rules.only())
                + HeapSize.of(categories.any())
                + HeapSize.of(categories.all())
                + HeapSize.of(categories.none())
                + BYTES_PER_CHARACTER * query.rules().characters();
    }

    /** Of those components that differ between most keys: the cache asks for it several times in a request. */
    @Override
    public int hashCode() {
        int hash = 31 * user.row + Long.hashCode(user.history.revision().user());
        hash = 31 * hash + query.page().hashCode();
        hash = 31 * hash + query.candidates().excluded().hashCode();
        return 31 * hash + source.hashCode();
    }

    ContentDigest digest() {
        return ContentDigest.of(source
                + '\n'
                + arm
                + '\n'
                + user.history
                + '\n'
                + user.fading
                + '\n'
                + catalogue
                + '\n'
                + time
                + '\n'
                + query);
    }
}
