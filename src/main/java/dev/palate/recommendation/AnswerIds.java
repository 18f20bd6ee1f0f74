package dev.palate.recommendation;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.feedback.RecommendationIds;
import dev.palate.rating.RatedItems;
import dev.palate.recommendation.ScoreSources.Folded;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

    /** All that a user's list depends on but for the query. */
    static String revision(Folded user, RatedItems history, CatalogueSnapshot catalogue) {
        return user.source().revision() + '\n' + user.arm() + '\n' + history.revision() + '\n' + catalogue.revision();
    }

    String ofUser(Folded user, MadeLists.Key content) {
        Origin origin = user.source().origin();
        return ids.of(
                origin.tag(),
                origin.version(),
                user.arm(),
                content.userRow(),
                digest(content.revision() + '\n' + content.query()));
    }

    String ofVisitor(ScoreSource source) {
        Origin origin = source.origin();
        return ids.of(origin.tag(), origin.version(), null, null, random.nextLong());
    }

    private static long digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
