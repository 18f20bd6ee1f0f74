package dev.palate.database;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Runs work once the current transaction is committed, and not at all if it is rolled back. */
public record AfterCommit(Runnable work) implements TransactionSynchronization {

    public static void run(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new AfterCommit(work));
    }

    @Override
    public void afterCommit() {
        work.run();
    }
}
