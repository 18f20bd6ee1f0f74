package dev.palate.rating;

import dev.palate.database.replica.Replicas;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Counts the writes of this process that change histories of users, before they are acknowledged. Who has read a history since a count
 * was taken, and finds the same count, knows that this process has not changed it since.
 */
@Component
public class PreferenceWrites {

    /** Users share counts: a write of one makes the histories of the others of its group be read again, which is harmless. */
    private static final int GROUPS = 1 << 14;

    private final AtomicLongArray ofGroups = new AtomicLongArray(GROUPS);
    private final AtomicLong ofAll = new AtomicLong();
    private final Replicas replicas;

    PreferenceWrites(Replicas replicas) {
        this.replicas = replicas;
    }

    /** A number that grows with every write that can have changed the history of the user. */
    public long count(int userRow) {
        return ofGroups.get(group(userRow)) + ofAll.get();
    }

    /** Counts a write to the history of each of these users when the current transaction ends. */
    void inTransaction(Collection<Integer> userRows) {
        whenEnded(() -> userRows.forEach(row -> ofGroups.incrementAndGet(group(row))));
    }

    /** Counts a write that can have changed the history of every user when the current transaction ends. */
    void ofEveryUserInTransaction() {
        whenEnded(ofAll::incrementAndGet);
    }

    /** Counts a write to the history of each of these users, which has just been committed without Spring; skips negative rows. */
    public void countCommitted(int[] userRows) {
        for (int row : userRows) {
            if (row >= 0) {
                ofGroups.incrementAndGet(group(row));
            }
        }
    }

    /** Call it after {@link #countCommitted}, and acknowledge the write afterwards. */
    public void awaitVisible() {
        replicas.awaitVisible();
    }

    private void whenEnded(Runnable counting) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                counting.run();
                replicas.awaitVisible();
            }

            /** Also if it is unknown whether PostgreSQL has committed. */
            @Override
            public void afterCompletion(int status) {
                counting.run();
            }
        });
    }

    private static int group(int userRow) {
        return userRow & (GROUPS - 1);
    }
}
