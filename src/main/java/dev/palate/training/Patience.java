package dev.palate.training;

import dev.palate.problem.DatabaseOutage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs a transaction that must not be lost: again and again while the database is away, until this process shuts down. */
@Component
class Patience {

    private static final Logger log = LoggerFactory.getLogger(Patience.class);
    private static final long PAUSE_MILLIS = 1000;

    private final TransactionTemplate transaction;
    private final CountDownLatch ended = new CountDownLatch(1);

    Patience(TransactionTemplate transaction) {
        this.transaction = transaction;
    }

    /** What {@code work} must be able to bear is to run once more although its first transaction did commit. */
    <T> T commit(Supplier<T> work) {
        boolean told = false;
        while (true) {
            try {
                return transaction.execute(status -> work.get());
            } catch (RuntimeException e) {
                if (!DatabaseOutage.isCauseOf(e) || pause()) {
                    throw e;
                }
                if (!told) {
                    log.warn("The database cannot be reached, trying again until it can: {}", e.getMessage());
                    told = true;
                }
            }
        }
    }

    void commit(Runnable work) {
        commit(() -> {
            work.run();
            return true;
        });
    }

    /** From now on a failure is final. */
    void end() {
        ended.countDown();
    }

    /** True if this process shuts down. */
    private boolean pause() {
        try {
            return ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
