package dev.palate.rating.history;

import dev.palate.database.replica.Replicas;
import dev.palate.rating.PreferenceWrites;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * For how long a history that was compared with PostgreSQL is known to be current without another comparison: while this process is the only
 * replica and has not written to the user since, and ten seconds at most. The limit bounds how long a change that an operator
 * makes with SQL remains unnoticed.
 */
@Component
class Verifications {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Replicas replicas;
    private final PreferenceWrites writes;
    private final HistorySettings settings;
    private final LongSupplier nanoTime;

    @Autowired
    Verifications(Replicas replicas, PreferenceWrites writes, HistorySettings settings) {
        this(replicas, writes, settings, System::nanoTime);
    }

    Verifications(Replicas replicas, PreferenceWrites writes, HistorySettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.replicas = replicas;
        this.writes = writes;
        this.nanoTime = nanoTime;
    }

    /**
     * What was known before a history was compared with PostgreSQL.
     *
     * @param begun on the clock of this process
     */
    record Verification(long alonePeriod, long writes, long begun) {}

    /** Call it before the comparison; null if a later comparison is necessary in any case. */
    @Nullable
    Verification begin(int userRow) {
        long period = replicas.alonePeriod();
        return period == Replicas.NOT_ALONE || settings.compareAlways()
                ? null
                : new Verification(period, writes.count(userRow), nanoTime.getAsLong());
    }

    /** Whether a history that equalled PostgreSQL's after {@link #begin} still does. */
    boolean hold(@Nullable Verification verification, int userRow) {
        return verification != null
                && verification.alonePeriod == replicas.alonePeriod()
                && verification.writes == writes.count(userRow)
                && nanoTime.getAsLong() - verification.begun < LONGEST.toNanos();
    }
}
