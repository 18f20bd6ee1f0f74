package dev.palate.catalogue;

import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes single items with Spring Data JPA, because an item has an identity and a life cycle; {@link BulkItems} handles many at
 * once. Every change increments the catalogue's revision in the same transaction. A call that loses a deadlock is repeated.
 */
@Retryable(includes = PessimisticLockingFailureException.class, delay = 20, jitter = 20)
@Repository
class Items {

    private final ItemRows rows;
    private final BulkItems bulk;
    private final ErasureLock erasureLock;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Items(
            ItemRows rows,
            BulkItems bulk,
            ErasureLock erasureLock,
            ApplicationEventPublisher events,
            TransactionTemplate transaction) {
        this.rows = rows;
        this.bulk = bulk;
        this.erasureLock = erasureLock;
        this.events = events;
        this.transaction = transaction;
    }

    ItemChange put(Item item) {
        try {
            return transaction.execute(status -> putInTransaction(item));
        } catch (DataIntegrityViolationException | OptimisticLockingFailureException concurrent) {
            // Another transaction created or erased the item at the same time: the second attempt sees its result.
            return transaction.execute(status -> putInTransaction(item));
        }
    }

    /**
     * Erases the item and its ratings.
     *
     * @return whether the item existed
     */
    boolean delete(String id) {
        return transaction.execute(status -> {
            erasureLock.holdAlone();
            Optional<ItemEntity> row = rows.findByExternalId(id);
            row.ifPresent(existing -> {
                events.publishEvent(new ItemErased(id));
                rows.delete(existing);
                rows.flush();
                bulk.nextRevision();
            });
            return row.isPresent();
        });
    }

    /** The item after the change; empty if there is no such item. */
    Optional<Item> hide(String id, boolean hidden) {
        return transaction.execute(status -> {
            Optional<Item> item =
                    rows.findByExternalId(id).map(row -> row.item().withHidden(hidden));
            item.ifPresent(this::putInTransaction);
            return item;
        });
    }

    private ItemChange putInTransaction(Item item) {
        Optional<ItemEntity> found = rows.findByExternalId(item.id());
        if (found.isPresent() && found.get().item().equals(item)) {
            return ItemChange.UNCHANGED;
        }
        found.ifPresent(existing -> existing.set(item));
        // Every writer locks items before the revision, hence the flush: two writers cannot wait for each other.
        rows.saveAndFlush(found.orElseGet(() -> new ItemEntity(item)));
        bulk.requireMemory(bulk.nextRevision());
        return found.isPresent() ? ItemChange.CHANGED : ItemChange.CREATED;
    }
}
