package dev.palate.interaction.type;

import dev.palate.catalogue.ErasureLock;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes interaction types with Spring Data JPA, because a type has an identity and a life cycle. Every change increments the
 * revision in the same transaction, and changes exclude each other. A call that loses a deadlock is repeated.
 */
@Retryable(includes = PessimisticLockingFailureException.class, delay = 20, jitter = 20)
@Repository
class InteractionTypeStore {

    private static final int MOST_TYPES = 100;

    private final InteractionTypeRows rows;
    private final QuantileLimits quantiles;
    private final ErasureLock erasureLock;
    private final ApplicationEventPublisher events;

    InteractionTypeStore(
            InteractionTypeRows rows,
            QuantileLimits quantiles,
            ErasureLock erasureLock,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.quantiles = quantiles;
        this.erasureLock = erasureLock;
        this.events = events;
    }

    long revision() {
        return rows.revision();
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public InteractionTypeSnapshot snapshot() {
        return new InteractionTypeSnapshot(
                rows.revision(),
                rows.findAllByOrderByName().stream()
                        .map(InteractionTypeEntity::type)
                        .toList());
    }

    /**
     * Creates or replaces a type.
     *
     * @return whether the type is new
     */
    @Transactional
    public boolean put(InteractionType type) {
        rows.lockRevision();
        Optional<InteractionTypeEntity> found = rows.findByName(type.name());
        InteractionType complete = withQuantiles(type, found);
        if (found.isPresent() && found.get().type().equals(complete)) {
            return false;
        }
        if (found.isEmpty() && rows.findAllByOrderByName().size() == MOST_TYPES) {
            throw InteractionTypeException.tooMany(MOST_TYPES);
        }
        found.ifPresent(existing -> existing.set(complete));
        rows.saveAndFlush(found.orElseGet(() -> new InteractionTypeEntity(complete)));
        rows.nextRevision();
        return found.isEmpty();
    }

    /** Computes the limits of the type's quantiles again, if there is such a type and it has quantiles. */
    @Transactional
    public void refreshQuantiles(String name) {
        rows.lockRevision();
        rows.findByName(name).ifPresent(row -> {
            InteractionType refreshed = withQuantiles(row.type(), Optional.of(row));
            if (!refreshed.equals(row.type())) {
                row.set(refreshed);
                rows.saveAndFlush(row);
                rows.nextRevision();
            }
        });
    }

    /**
     * Erases the type.
     *
     * @param force whether its interactions are erased as well; otherwise it must have none
     */
    @Transactional
    public void delete(String name, boolean force) {
        erasureLock.holdAlone();
        rows.lockRevision();
        InteractionTypeEntity row = find(name);
        if (!force && rows.isInUse(row.id())) {
            throw InteractionTypeException.inUse(name);
        }
        events.publishEvent(new InteractionTypeErased(row.id()));
        rows.delete(row);
        rows.flush();
        rows.nextRevision();
    }

    private InteractionTypeEntity find(String name) {
        return rows.findByName(name)
                .orElseThrow(() ->
                        new UnknownInteractionTypeException(name, snapshot().names()));
    }

    private InteractionType withQuantiles(InteractionType type, Optional<InteractionTypeEntity> existing) {
        CountsAs countsAs = type.countsAs();
        if (countsAs == null || countsAs.scale() != ValueScale.QUANTILE) {
            return type;
        }
        CountsAs complete = countsAs.withBounds(
                existing.map(row -> quantiles.of(row.id())).orElseGet(QuantileLimits::withoutInteractions));
        return new InteractionType(type.name(), type.signal(), complete, type.halfLife(), type.exclusionSeconds());
    }
}
