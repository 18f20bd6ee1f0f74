package dev.palate.recommendation.selection;

import dev.palate.core.matrix.SparseVector;
import java.util.Set;

/**
 * What a list needs to know of the user.
 *
 * @param items that are not recommended again, by index
 * @param others the ids of items that are not recommended again and are not scored
 * @param liked the items that the user likes, by index; only used for a calibrated list
 */
public record Seen(SparseVector items, Set<String> others, SparseVector liked) {

    /** A user who has seen and likes nothing. */
    public static final Seen NOTHING = new Seen(SparseVector.empty(), Set.of(), SparseVector.empty());
}
