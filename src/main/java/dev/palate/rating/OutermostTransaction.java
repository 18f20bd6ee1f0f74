package dev.palate.rating;

import java.lang.reflect.Method;
import org.springframework.resilience.retry.MethodRetryPredicate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets a call be repeated only if it began its transaction itself. A transaction that failed is aborted as a whole, so only the caller
 * that began it can repeat it.
 */
public final class OutermostTransaction implements MethodRetryPredicate {

    @Override
    public boolean shouldRetry(Method method, Throwable failure) {
        return !TransactionSynchronizationManager.isActualTransactionActive();
    }
}
