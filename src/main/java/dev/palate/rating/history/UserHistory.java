package dev.palate.rating.history;

import java.time.Instant;
import java.util.List;

/**
 * All preferences of one user at one moment, and the items that the user's interactions keep out of lists.
 *
 * @param userRow the id of the user's row, which is never used for another user
 * @param version equal versions of one user mean equal histories, but for a decay by one step
 * @param preferences in no particular order, at most one per item
 * @param excluded the ids of items that interactions exclude, in no particular order; rated items are excluded without them
 * @param validUntil when the history changes without a write, because preferences decay and exclusions end;
 *     {@link Instant#MAX} for never
 */
public record UserHistory(
        String userId,
        int userRow,
        Version version,
        List<Preference> preferences,
        List<String> excluded,
        Instant validUntil) {

    public UserHistory {
        preferences = List.copyOf(preferences);
        excluded = List.copyOf(excluded);
    }

    /** Grows with every change of the user's ratings and interactions. */
    public long revision() {
        return version.revision().user();
    }

    /**
     * What a history was read from.
     *
     * @param user grows with every change of the user's ratings and interactions
     * @param types grows with every change of an interaction type
     */
    public record Revision(long user, long types) {}

    /**
     * @param until {@link UserHistory#validUntil} in milliseconds since 1970, which processes that read at different times agree on; 0 for
     *     never
     */
    public record Version(Revision revision, long until) {}
}
