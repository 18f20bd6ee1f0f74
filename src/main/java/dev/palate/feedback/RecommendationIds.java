package dev.palate.feedback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.palate.rating.UserErased;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Makes and reads the ids of answers. An id holds what an event needs to know about its answer, sealed so that nobody can read,
 * forge or change it: giving an answer writes nothing. The same answer has the same id for an hour.
 */
@Component
public class RecommendationIds {

    private static final byte FORMAT = 1;
    private static final int FIXED_BYTES = 2 + 3 * Integer.BYTES + Long.BYTES;

    private static final int MOST_KEPT = 10_000;

    /** How long an answer to a user erased by another replica may stay in memory. */
    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final Seal seal;
    private final Clock clock;
    /** Lately given ones to users: sealing takes longer than all else about an answer from memory. */
    private final Cache<Answer, String> kept = Caffeine.newBuilder()
            .maximumSize(MOST_KEPT)
            .expireAfterAccess(UNUSED)
            .scheduler(Scheduler.systemScheduler())
            .build();

    RecommendationIds(FeedbackSecret secret, Clock clock) {
        this.seal = new Seal(secret.readOrMake());
        this.clock = clock;
    }

    /** @param key equal for equal ids */
    record Identified(UUID key, Answer answer) {}

    /** The id of an answer that is given to a user now; see {@link Answer} for the parameters. */
    public String ofUser(String model, @Nullable Integer version, @Nullable Arm arm, int userRow, long content) {
        return kept.get(new Answer(model, version, arm, userRow, hour(), content), this::of);
    }

    /** The id of an answer that is given to a visitor now. */
    public String ofVisitor(String model, @Nullable Integer version, long content) {
        return of(new Answer(model, version, null, null, hour(), content));
    }

    private Instant hour() {
        return clock.instant().truncatedTo(ChronoUnit.HOURS);
    }

    /** In this process at once; elsewhere after a while. */
    @TransactionalEventListener
    void forget(UserErased user) {
        kept.asMap().keySet().removeIf(answer -> Objects.equals(answer.userRow(), user.userRow()));
    }

    String of(Answer answer) {
        byte[] model = answer.model().getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = ByteBuffer.allocate(FIXED_BYTES + model.length)
                .put(FORMAT)
                .put((byte) (answer.arm() == null ? 0 : answer.arm().ordinal() + 1))
                .putInt(answer.version() == null ? 0 : answer.version())
                .putInt(answer.userRow() == null ? 0 : answer.userRow())
                .putInt((int) (answer.hour().getEpochSecond()
                        / ChronoUnit.HOURS.getDuration().toSeconds()))
                .putLong(answer.content())
                .put(model);
        return seal.close(content.array());
    }

    /**
     * @throws UnknownRecommendationException if this service, or one on the same database, has not made the id
     */
    Identified read(String id) {
        Seal.Opened opened = seal.open(id).orElseThrow(UnknownRecommendationException::new);
        ByteBuffer content = opened.content();
        if (content.get() != FORMAT) {
            throw new UnknownRecommendationException();
        }
        int arm = content.get();
        int version = content.getInt();
        int userRow = content.getInt();
        Instant hour = Instant.EPOCH.plus(content.getInt(), ChronoUnit.HOURS);
        long digest = content.getLong();
        String model = StandardCharsets.UTF_8.decode(content).toString();
        return new Identified(
                opened.tag(),
                new Answer(
                        model,
                        version == 0 ? null : version,
                        arm == 0 ? null : Arm.values()[arm - 1],
                        userRow == 0 ? null : userRow,
                        hour,
                        digest));
    }
}
