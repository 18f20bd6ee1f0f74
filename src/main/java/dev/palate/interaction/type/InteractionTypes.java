package dev.palate.interaction.type;

import dev.palate.database.polling.RevisionedSnapshot;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * The interaction types. Reads use a snapshot in memory. A change is visible in this process before the call that makes it returns,
 * and in other processes within about a second. A transaction that writes interactions reads the types itself.
 */
@Service
public class InteractionTypes {

    private final InteractionTypeStore store;
    private final InteractionTypeEraser eraser;
    private final RevisionedSnapshot<InteractionTypeSnapshot> current;

    InteractionTypes(InteractionTypeStore store, InteractionTypeEraser eraser) {
        this.store = store;
        this.eraser = eraser;
        this.current = new RevisionedSnapshot<>(store::snapshot, InteractionTypeSnapshot::revision, store::revision);
    }

    /** The newest known state of all types. */
    public InteractionTypeSnapshot snapshot() {
        return current.get();
    }

    /**
     * @throws UnknownInteractionTypeException if there is no such type
     */
    public InteractionType get(String name) {
        InteractionTypeSnapshot known = current.get();
        return known.find(name).orElseThrow(() -> new UnknownInteractionTypeException(name, known.names()));
    }

    /**
     * Creates the type or replaces it, with the quantiles of the interactions that are stored.
     *
     * @return whether the type is new
     */
    public boolean put(InteractionType type) {
        boolean created = store.put(type);
        refresh();
        return created;
    }

    /**
     * Computes the limits of the type's quantiles again from the interactions that are stored. A type without quantiles stays as it is,
     * and a type that was deleted meanwhile is no failure.
     */
    public void refreshQuantiles(String name) {
        store.refreshQuantiles(name);
        refresh();
    }

    /**
     * Deletes the type at once and then erases its interactions, which nothing uses meanwhile.
     *
     * @param force whether its interactions are erased as well
     * @throws UnknownInteractionTypeException if there is no such type
     * @throws InteractionTypeException if interactions of the type are stored and {@code force} is false
     */
    public void delete(String name, boolean force) {
        Optional<Short> inUse = store.delete(name, force);
        refresh();
        inUse.ifPresent(eraser::erase);
    }

    /**
     * Whether the type is stored now. In a transaction that shares the {@link dev.palate.catalogue.ErasureLock} this holds until its
     * end.
     */
    public boolean isStored(String name) {
        return store.exists(name);
    }

    /** Reads the types again if any process has changed them; otherwise it costs one cheap query. */
    public void refresh() {
        current.refresh();
    }
}
