package dev.palate.job;

import dev.palate.problem.DatabaseOutage;
import dev.palate.problem.FullDisk;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Runs a transaction that must not be lost: it is retried every second while the database is unavailable or its disk is full, or
 * after a deadlock, until this process shuts down.
 */
@Component
class RetryingTransaction {

    private static final Logger log = LoggerFactory.getLogger(RetryingTransaction.class);
    private static final long PAUSE_MILLIS = 1000;

    private final TransactionTemplate transaction;
    private final RetryTemplate retry;
    private volatile boolean shuttingDown;

    RetryingTransaction(TransactionTemplate transaction) {
        this.transaction = transaction;
        this.retry = new RetryTemplate(RetryPolicy.builder()
                .backOff(new FixedBackOff(PAUSE_MILLIS))
                .predicate(failure -> !shuttingDown && isTemporary(failure))
                .build());
        retry.setRetryListener(new RetryListener() {
            @Override
            public void beforeRetry(RetryPolicy policy, Retryable<?> work, RetryState state) {
                if (state.getRetryCount() == 1) {
                    log.warn(
                            "A write of a job has failed, because the database is unavailable, its disk is full or a deadlock was lost; it is retried until it succeeds: {}",
                            state.getLastException().getMessage());
                }
            }
        });
    }

    private static boolean isTemporary(Throwable failure) {
        return DatabaseOutage.isCauseOf(failure)
                || FullDisk.isCauseOf(failure)
                || failure instanceof PessimisticLockingFailureException;
    }

    /** Commits {@code work}, which must tolerate that an earlier try was committed although its response was lost. */
    <T extends @Nullable Object> T commit(Supplier<T> work) {
        // RetryTemplate keeps the exception of every try: during a long outage they must all be the same one.
        AtomicReference<@Nullable RuntimeException> first = new AtomicReference<>();
        return retry.invoke(() -> {
            try {
                return transaction.execute(status -> work.get());
            } catch (RuntimeException e) {
                RuntimeException kept = first.get();
                if (kept == null || !isTemporary(e)) {
                    first.set(e);
                    throw e;
                }
                throw kept;
            }
        });
    }

    void commit(Runnable work) {
        commit(() -> {
            work.run();
            return true;
        });
    }

    /** From now on the first failure is final. */
    void shutDown() {
        shuttingDown = true;
    }
}
