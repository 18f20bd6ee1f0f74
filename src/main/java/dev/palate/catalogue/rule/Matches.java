package dev.palate.catalogue.rule;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The items that a filter selects. Immutable.
 *
 * @param positions of the items in the snapshot
 * @param failed for how many items the evaluation failed
 * @param failure the message of one of them; null if there is none
 */
public record Matches(
        BitSet positions, int count, int failed, @Nullable String failure) implements Selected {

    public Matches(BitSet positions, int failed, @Nullable String failure) {
        this(positions, positions.cardinality(), failed, failure);
    }

    @Override
    public boolean contains(int position) {
        return positions.get(position);
    }

    /** Whether an item of the snapshot is selected; false for an item that is not in it. */
    public boolean contains(CatalogueSnapshot snapshot, Item item) {
        CatalogueSnapshot.Entry entry = snapshot.entry(item.id());
        return entry != null && positions.get(entry.position());
    }

    /** An estimate of the heap that they need. */
    long bytes() {
        return 200L + positions.size() / Byte.SIZE;
    }
}
