package dev.palate.rating;

import java.util.List;

/**
 * A user's ratings at one moment.
 *
 * @param userRow the id of the user's row, which no other user ever gets
 * @param revision grows with every change of these ratings
 * @param ratings in no particular order
 */
public record RatedItems(String userId, int userRow, long revision, List<Rating> ratings) {

    public RatedItems {
        ratings = List.copyOf(ratings);
    }
}
