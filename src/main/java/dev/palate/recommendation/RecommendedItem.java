package dev.palate.recommendation;

import dev.palate.catalogue.Item;
import java.util.List;

/**
 * One place of a list.
 *
 * @param rank from 1; goes on where the page before ended
 * @param score comparable inside its list only
 * @param because the ratings that carried it, the strongest first; empty when not asked for
 */
public record RecommendedItem(int rank, Item item, float score, List<Reason> because) {

    public RecommendedItem {
        because = List.copyOf(because);
    }
}
