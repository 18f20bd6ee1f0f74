package dev.palate.database.replica;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Component;

/**
 * Whether this process is the only replica, so that it knows all writes without asking PostgreSQL (a lease, as in Gray and Cheriton,
 * "Leases", SOSP 1989). Every second the replica reports to PostgreSQL and, if there is no other, may believe for three seconds that it
 * is alone. A replica that registers acknowledges no write before the others have stopped believing so. Therefore a process that
 * is alone has made every write that was acknowledged.
 *
 * <p>Only intervals are measured, each from before the request to PostgreSQL, and a tenth is left for clocks that differ in speed. The
 * clock of PostgreSQL only decides which replicas are gone.
 */
@Component
public class Replicas implements InitializingBean, DisposableBean {

    /** The number of {@link #alonePeriod} while there may be other replicas. */
    public static final long NOT_ALONE = 0;

    static final Duration LEASE = Duration.ofSeconds(3);
    static final Duration GONE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration WAIT_STEP = Duration.ofMillis(10);

    private final ReplicaRows rows;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread created = new Thread(work, "replica-report");
        created.setDaemon(true);
        return created;
    });

    private volatile Alone alone = new Alone(NOT_ALONE, 0);
    /** Null while this replica is not registered, or its row may be gone. */
    private volatile @Nullable Visible visible;

    private long periods;
    private boolean failing;

    @Autowired
    Replicas(ReplicaRows rows) {
        this(rows, System::nanoTime);
    }

    /** @param nanoTime a clock in nanoseconds, of which only intervals count */
    Replicas(ReplicaRows rows, LongSupplier nanoTime) {
        this.rows = rows;
        this.nanoTime = nanoTime;
    }

    /** @param until on the clock of this process */
    private record Alone(long period, long until) {}

    /**
     * When others take account of this replica, on the clock of this process.
     *
     * @param from when no other replica believes any more that it is alone
     * @param until when others may regard this replica as gone
     */
    private record Visible(long from, long until) {}

    /**
     * A number for the time in which this process has been the only replica without interruption, or {@link #NOT_ALONE}. While the
     * number stays the same, this process made all writes that were acknowledged.
     */
    public long alonePeriod() {
        Alone present = alone;
        return present.period != NOT_ALONE && nanoTime.getAsLong() - present.until < 0 ? present.period : NOT_ALONE;
    }

    /**
     * Waits, after a write is committed and before it is acknowledged, until no other replica believes that it is alone. Almost always
     * returns at once.
     *
     * @throws TransientDataAccessResourceException if that takes over five seconds: the write must not be acknowledged
     */
    public void awaitVisible() {
        long begin = nanoTime.getAsLong();
        while (!isVisible()) {
            if (nanoTime.getAsLong() - begin > LONGEST_WAIT.toNanos()) {
                String reason = "This replica cannot report to PostgreSQL, so others may not have noticed its writes";
                // The cause makes it an outage of the database: requests get 503, and jobs return to their queue.
                throw new TransientDataAccessResourceException(reason, new SQLTransientConnectionException(reason));
            }
            sleep();
        }
    }

    boolean isVisible() {
        Visible present = visible;
        long now = nanoTime.getAsLong();
        return present != null && now - present.from >= 0 && now - present.until < 0;
    }

    private static void sleep() {
        try {
            TimeUnit.NANOSECONDS.sleep(WAIT_STEP.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientDataAccessResourceException("interrupted", e);
        }
    }

    /** Registers before the service writes anything. */
    @Override
    public void afterPropertiesSet() {
        register();
        var unused = thread.scheduleWithFixedDelay(
                this::follow, REPORT_EVERY.toMillis(), REPORT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * The writers of this process depend on this bean, so their calls have ended, except for requests that last longer than the shutdown
     * waits for them: these are not acknowledged any more.
     */
    @Override
    public void destroy() {
        thread.shutdown();
        visible = null;
        try {
            if (!thread.awaitTermination(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return; // a report that ends later must not follow the deletion of the row
            }
            alone = new Alone(NOT_ALONE, 0);
            visible = null;
            rows.leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("PostgreSQL is unavailable; others will notice that this replica is gone", e);
        }
    }

    void follow() {
        try {
            reportOrWarn();
        } catch (Error e) {
            // Other threads exhaust the memory for a moment. Without the next report, all later writes would fail.
            failing = true;
        }
    }

    private void reportOrWarn() {
        try {
            report();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("This replica cannot report to PostgreSQL: {}", e.getMessage());
            }
            failing = true;
        }
    }

    void register() {
        alone = new Alone(NOT_ALONE, 0);
        visible = null;
        long begin = nanoTime.getAsLong();
        boolean othersAlone = rows.register();
        long from = nanoTime.getAsLong() + (othersAlone ? longer(LEASE) : 0);
        visible = new Visible(from, begin + shorter(GONE));
    }

    /** Reports once, or registers again if others regard this replica as gone. */
    void report() {
        Visible registered = visible;
        if (registered == null) { // also if it is unknown whether PostgreSQL has committed a registration
            register();
            return;
        }
        long begin = nanoTime.getAsLong();
        Optional<Boolean> found = rows.report(LEASE, GONE, this::withdraw);
        if (found.isEmpty()) {
            register();
            return;
        }
        visible = new Visible(registered.from, begin + shorter(GONE));
        if (found.get()) {
            long period = alonePeriod(); // if no other replica can have registered and waited since the last report
            alone = new Alone(period == NOT_ALONE ? ++periods : period, begin + shorter(LEASE));
        }
    }

    /** Stops believing that this replica is alone before PostgreSQL tells others so. */
    private void withdraw(boolean foundAlone) {
        if (!foundAlone) {
            alone = new Alone(NOT_ALONE, 0);
        }
    }

    private static long shorter(Duration time) {
        return time.toNanos() / 10 * 9;
    }

    private static long longer(Duration time) {
        return time.toNanos() / 10 * 11;
    }
}
