package dev.palate.interaction.type;

import dev.palate.catalogue.ErasureLock;
import dev.palate.rating.Users;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
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
    /** They are locked for the time that it takes to erase their interactions of the type. */
    private static final int USERS_AT_ONCE = 1000;

    private final InteractionTypeRows rows;
    private final QuantileLimits quantiles;
    private final Users users;
    private final ErasureLock erasureLock;
    private final ApplicationEventPublisher events;

    InteractionTypeStore(
            InteractionTypeRows rows,
            QuantileLimits quantiles,
            Users users,
            ErasureLock erasureLock,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.quantiles = quantiles;
        this.users = users;
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
                rows.findAllByName().stream().map(InteractionTypeEntity::type).toList());
    }

    boolean exists(String name) {
        return rows.existsByName(name);
    }

    /** The ids of deleted types whose interactions are not erased yet. */
    List<Short> deletedTypes() {
        return rows.findDeletedIds();
    }

    /**
     * Creates or replaces a type.
     *
     * @return whether the type is new
     */
    @Transactional
    public boolean put(InteractionType type) {
        InteractionType complete = withQuantiles(type);
        rows.lockRevision();
        Optional<InteractionTypeEntity> found = rows.findByName(type.name());
        if (found.isPresent() && found.get().type().equals(complete)) {
            return false;
        }
        if (found.isEmpty() && rows.findAllByName().size() == MOST_TYPES) {
            throw InteractionTypeException.tooMany(MOST_TYPES);
        }
        found.ifPresent(existing -> existing.set(complete));
        rows.saveAndFlush(found.orElseGet(() -> new InteractionTypeEntity(complete)));
        nextRevision();
        return found.isEmpty();
    }

    /** Computes the limits of the type's quantiles again, if there is such a type and it has quantiles. */
    @Transactional
    public void refreshQuantiles(String name) {
        List<Double> limits = limits(name);
        rows.lockRevision();
        rows.findByName(name).ifPresent(row -> {
            InteractionType refreshed = withQuantiles(row.type(), limits);
            if (!refreshed.equals(row.type())) {
                row.set(refreshed);
                rows.saveAndFlush(row);
                nextRevision();
            }
        });
    }

    /**
     * Deletes the type. All writers of interactions wait meanwhile, and those that come later do not find it.
     *
     * @param force whether its interactions are erased as well; otherwise it must have none
     * @return the id of the type if {@link #eraseNextUsers} must erase its interactions
     */
    @Transactional
    public Optional<Short> delete(String name, boolean force) {
        erasureLock.holdAlone();
        rows.lockRevision();
        InteractionTypeEntity row = find(name);
        rows.requireIndexLookups();
        boolean inUse = rows.isInUse(row.id());
        if (inUse && !force) {
            throw InteractionTypeException.inUse(name);
        }
        if (inUse) {
            row.markDeleted();
            rows.saveAndFlush(row);
        } else {
            rows.delete(row);
            rows.flush();
        }
        nextRevision();
        return inUse ? Optional.of(row.id()) : Optional.empty();
    }

    /**
     * Erases the interactions of a deleted type for the next users.
     *
     * @return false if there were no more users
     */
    @Transactional
    public boolean eraseNextUsers(short typeId) {
        erasureLock.share();
        Optional<InteractionTypeEntity> found = rows.findByIdAndNameIsNull(typeId);
        if (found.isEmpty()) {
            return false;
        }
        InteractionTypeEntity row = found.get();
        OptionalInt last = users.lastOfNext(USERS_AT_ONCE, row.erasedUpTo());
        if (last.isEmpty()) {
            return false;
        }
        events.publishEvent(new InteractionTypeErased(typeId, row.erasedUpTo(), last.getAsInt()));
        row.setErasedUpTo(last.getAsInt());
        rows.saveAndFlush(row);
        return true;
    }

    /**
     * Erases the row of a deleted type without interactions. Writers do not wait for it: PostgreSQL looks at all interactions that were
     * erased recently.
     */
    @Transactional
    public void drop(short typeId) {
        rows.requireIndexLookups();
        rows.findByIdAndNameIsNull(typeId).ifPresent(row -> {
            rows.delete(row);
            rows.flush();
        });
    }

    private void nextRevision() {
        users.countWriteOfEveryUser();
        rows.nextRevision();
    }

    private InteractionTypeEntity find(String name) {
        return rows.findByName(name)
                .orElseThrow(() ->
                        new UnknownInteractionTypeException(name, snapshot().names()));
    }

    /** Reads many interactions, so no lock of the types may be held. */
    private InteractionType withQuantiles(InteractionType type) {
        return hasQuantiles(type.countsAs()) ? withQuantiles(type, limits(type.name())) : type;
    }

    private List<Double> limits(String name) {
        return rows.findIdByName(name).map(quantiles::of).orElseGet(QuantileLimits::withoutInteractions);
    }

    private static InteractionType withQuantiles(InteractionType type, List<Double> limits) {
        CountsAs countsAs = type.countsAs();
        return countsAs == null || !hasQuantiles(countsAs)
                ? type
                : new InteractionType(
                        type.name(),
                        type.signal(),
                        countsAs.withBounds(limits),
                        type.halfLife(),
                        type.exclusionSeconds());
    }

    private static boolean hasQuantiles(@Nullable CountsAs countsAs) {
        return countsAs != null && countsAs.scale() == ValueScale.QUANTILE;
    }
}
