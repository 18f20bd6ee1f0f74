package dev.palate.recommendation;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.feedback.Arm;
import dev.palate.rating.history.RatedItems;
import dev.palate.recommendation.ScoreSources.Folded;
import org.jspecify.annotations.Nullable;

/**
 * All that a user's list depends on.
 *
 * @param source see {@link ScoreSource#revision}
 * @param arm the user's side of a traffic split; null outside of one
 * @param history the revision of the user's ratings
 * @param catalogue the revision of the catalogue
 */
record ListKey(int userRow, String source, @Nullable Arm arm, long history, long catalogue, RecommendationQuery query) {

    static ListKey of(Folded user, RatedItems history, CatalogueSnapshot catalogue, RecommendationQuery query) {
        return new ListKey(
                history.userRow(),
                user.source().revision(),
                user.arm(),
                history.revision(),
                catalogue.revision(),
                query);
    }

    ContentDigest digest() {
        return ContentDigest.of(source + '\n' + arm + '\n' + history + '\n' + catalogue + '\n' + query);
    }
}
