package dev.palate.recommendation;

import dev.palate.feedback.RecommendationIds;
import dev.palate.recommendation.ScoreSources.Folded;
import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/** Gives lists their ids: a user's unchanged list keeps its id for an hour, a visitor's is new each time. */
@Component
class AnswerIds {

    private static final SecureRandom random = new SecureRandom();

    private final RecommendationIds ids;

    AnswerIds(RecommendationIds ids) {
        this.ids = ids;
    }

    String ofUser(Folded user, int userRow, ContentDigest content) {
        Origin origin = user.source().origin();
        return ids.ofUser(origin.tag(), origin.version(), user.arm(), userRow, content.first());
    }

    String ofVisitor(ScoreSource source) {
        Origin origin = source.origin();
        return ids.ofVisitor(origin.tag(), origin.version(), random.nextLong());
    }
}
