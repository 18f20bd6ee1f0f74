package dev.palate.database.polling;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The newest known state of rows that have a revision, in memory. It is read when it is first needed, so that the parts of the service
 * that use it can be built before the database can be read.
 *
 * @param <S> immutable
 */
public final class RevisionedSnapshot<S> {

    private final Supplier<S> read;
    private final ToLongFunction<S> revisionOf;
    private final LongSupplier storedRevision;
    private volatile @Nullable S current;

    /**
     * @param read of the rows together with their revision
     * @param storedRevision a cheap query
     */
    public RevisionedSnapshot(Supplier<S> read, ToLongFunction<S> revisionOf, LongSupplier storedRevision) {
        this.read = read;
        this.revisionOf = revisionOf;
        this.storedRevision = storedRevision;
    }

    public S get() {
        S known = current;
        return known == null ? refresh() : known;
    }

    /** Reads the rows again if any process has changed them, or if they were never read. */
    public synchronized S refresh() {
        S known = current;
        if (known == null || storedRevision.getAsLong() != revisionOf.applyAsLong(known)) {
            known = read.get();
            current = known;
        }
        return known;
    }
}
