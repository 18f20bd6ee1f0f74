package dev.palate.feedback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.palate.feedback.ListSource.ListExperiment;
import dev.palate.overload.HeapSize;
import dev.palate.rating.UserErased;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Issues and reads the ids of recommendation lists. An id holds, encrypted, what feedback needs to know about its list, so
 * issuing a list writes nothing to the database. The same list has the same id for an hour.
 */
@Component
public class RecommendationIds {

    private static final byte FORMAT = 1;
    /** The same with the experiment and its arm before the name of the model. */
    private static final byte FORMAT_OF_EXPERIMENTS = 2;

    private static final int FIXED_BYTES = 2 + 3 * Integer.BYTES + Long.BYTES;
    private static final int EXPERIMENT_BYTES = Integer.BYTES + 1;
    private static final long CACHE_BYTES = 4 << 20;

    /** Bounds how long an id stays in memory after another replica has erased its user. */
    private static final Duration MAX_IDLE = Duration.ofMinutes(10);

    private final IdCipher cipher;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<IssuedList, String> cache = Caffeine.newBuilder()
            .maximumWeight(CACHE_BYTES)
            .weigher((IssuedList list, String id) ->
                    HeapSize.weight(HeapSize.of(list.source().model()) + HeapSize.of(id)))
            .expireAfterAccess(MAX_IDLE)
            .scheduler(Scheduler.systemScheduler())
            .build();

    RecommendationIds(FeedbackSecret secret, Clock clock) {
        this.cipher = new IdCipher(secret.readOrCreate());
        this.clock = clock;
    }

    /** @param key equal for equal ids */
    record Identified(UUID key, IssuedList list) {}

    /**
     * The id of a list that is issued to a user now.
     *
     * @param userRow the id of the user's row in the database
     * @param content a digest of what the list depends on
     */
    public String ofUser(ListSource source, int userRow, long content) {
        return cache.get(new IssuedList(source, userRow, hour(), content), this::of);
    }

    /** The same id as {@link #ofUser}, for a list among many: it is not kept in memory. */
    public String ofUserOnce(ListSource source, int userRow, long content) {
        return of(new IssuedList(source, userRow, hour(), content));
    }

    /** The id of a list that is issued to a visitor now, which differs each time. */
    public String ofVisitor(ListSource source) {
        return of(new IssuedList(source, null, hour(), random.nextLong()));
    }

    private Instant hour() {
        return clock.instant().truncatedTo(ChronoUnit.HOURS);
    }

    @TransactionalEventListener
    void forget(UserErased user) {
        cache.asMap().keySet().removeIf(list -> Objects.equals(list.userRow(), user.userRow()));
    }

    @SuppressWarnings("EnumOrdinal") // ids contain the position of the arm
    String of(IssuedList list) {
        ListSource source = list.source();
        byte[] model = source.model().getBytes(StandardCharsets.UTF_8);
        ListExperiment experiment = source.experiment();
        ByteBuffer content = ByteBuffer.allocate(
                        FIXED_BYTES + (experiment == null ? 0 : EXPERIMENT_BYTES) + model.length)
                .put(experiment == null ? FORMAT : FORMAT_OF_EXPERIMENTS)
                .put((byte) (source.arm() == null ? 0 : source.arm().ordinal() + 1))
                .putInt(source.version() == null ? 0 : source.version())
                .putInt(list.userRow() == null ? 0 : list.userRow())
                .putInt((int) Duration.between(Instant.EPOCH, list.hour()).toHours())
                .putLong(list.content());
        if (experiment != null) {
            content.putInt(experiment.id()).put((byte) experiment.arm());
        }
        return cipher.encrypt(content.put(model).array());
    }

    /**
     * Whom a list was issued to.
     *
     * @param userRow the id of the user's row in the database; null for a visitor
     * @param content the digest with which the list was issued
     * @param experiment that the list is part of; null outside of experiments
     */
    public record Issued(
            @Nullable Integer userRow,
            long content,
            @Nullable ListExperiment experiment) {}

    /**
     * Whom a list was issued to.
     *
     * @throws UnknownRecommendationException if neither this service nor another one with the same database issued the id
     */
    public Issued issued(String id) {
        IssuedList list =
                find(id).orElseThrow(UnknownRecommendationException::ofList).list();
        return new Issued(list.userRow(), list.content(), list.source().experiment());
    }

    /**
     * @throws UnknownRecommendationException if neither this service nor another one with the same database issued the id
     */
    Identified read(String id) {
        return find(id).orElseThrow(UnknownRecommendationException::ofEvents);
    }

    private Optional<Identified> find(String id) {
        return cipher.decrypt(id).flatMap(RecommendationIds::read);
    }

    @SuppressWarnings("EnumOrdinal") // ids contain the position of the arm
    private static Optional<Identified> read(IdCipher.Decrypted decrypted) {
        ByteBuffer content = decrypted.content();
        byte format = content.get();
        if (format != FORMAT && format != FORMAT_OF_EXPERIMENTS) {
            return Optional.empty();
        }
        int arm = content.get();
        int version = content.getInt();
        int userRow = content.getInt();
        Instant hour = Instant.EPOCH.plus(content.getInt(), ChronoUnit.HOURS);
        long digest = content.getLong();
        ListExperiment experiment = format == FORMAT ? null : new ListExperiment(content.getInt(), content.get());
        String model = StandardCharsets.UTF_8.decode(content).toString();
        ListSource source = new ListSource(
                model, version == 0 ? null : version, arm == 0 ? null : Arm.values()[arm - 1], experiment);
        return Optional.of(
                new Identified(decrypted.key(), new IssuedList(source, userRow == 0 ? null : userRow, hour, digest)));
    }
}
