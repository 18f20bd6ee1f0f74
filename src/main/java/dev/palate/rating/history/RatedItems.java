package dev.palate.rating.history;

import dev.palate.rating.Rating;
import java.util.List;

/**
 * All ratings of one user at one revision.
 *
 * @param userRow the id of the user's row, which is never used for another user
 * @param revision a number that grows with every change of these ratings
 * @param ratings in no particular order
 */
public record RatedItems(String userId, int userRow, long revision, List<Rating> ratings) {

    public RatedItems {
        ratings = List.copyOf(ratings);
    }
}
