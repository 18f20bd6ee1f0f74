package dev.palate.recommendation.continuation;

import dev.palate.recommendation.query.StoredQuery;
import java.util.List;

/**
 * A list that was served to a user, without any page before it.
 *
 * @param userRow the id of the user's row in the database
 * @param content what distinguishes lists of one user, as in the id of the list
 * @param itemIds those that the user has been shown, in the order of the list
 */
public record ServedList(int userRow, long content, StoredQuery query, List<String> itemIds) {

    public ServedList {
        itemIds = List.copyOf(itemIds);
    }
}
