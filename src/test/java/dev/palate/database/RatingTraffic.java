package dev.palate.database;

import dev.palate.PostgresFixture.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads and writes one rating after the other, as requests do, and keeps how long it had to wait. */
final class RatingTraffic implements AutoCloseable {

    /** After which a waiting statement gives up, as PostgreSQL's {@code lock_timeout}. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final String ROUND = """
            select count(*) from ratings where user_id = 1;
            update ratings set value = value where user_id = 1 and item_id = 4""";

    private final Database database;
    private final Thread thread;
    private final AtomicReference<@Nullable SQLException> failure = new AtomicReference<>();
    private volatile CountDownLatch rounds = new CountDownLatch(1);
    private volatile boolean closed;
    private volatile long longestNanos;

    private RatingTraffic(Database database) {
        this.database = database;
        this.thread = new Thread(this::run, "rating-traffic");
    }

    static RatingTraffic start(Database database) throws InterruptedException {
        RatingTraffic traffic = new RatingTraffic(database);
        traffic.thread.start();
        traffic.rounds.await();
        return traffic;
    }

    /** Waits until so many more rounds have passed, or one has failed. */
    void awaitRounds(int count) throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(count);
        rounds = passed;
        passed.await();
    }

    void requireSuccess() throws SQLException {
        SQLException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    Duration longestWait() {
        return Duration.ofNanos(longestNanos);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }

    private void run() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = " + PATIENCE.toMillis());
            while (!closed) {
                long begin = System.nanoTime();
                statement.execute(ROUND);
                longestNanos = Math.max(longestNanos, System.nanoTime() - begin);
                rounds.countDown();
            }
        } catch (SQLException e) {
            failure.set(e);
            while (!closed) {
                rounds.countDown();
                Thread.onSpinWait();
            }
        }
    }
}
