package dev.palate.recommendation;

import dev.palate.recommendation.scoring.Origin;
import dev.palate.recommendation.selection.CategoryCounts;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A recommendation list, best item first.
 *
 * @param id what feedback events refer to; null for a list that is not issued to a user or a visitor
 * @param origin where the scores come from
 * @param categoryCounts the number of items in each category, the most frequent category first
 * @param reason why the list is empty, in a sentence; null if it is not
 * @param ignored ids of rated items that the score source does not know; only for visitors
 */
public record Recommendations(
        @Nullable String id,
        Origin origin,
        List<RecommendedItem> items,
        Map<String, Integer> categoryCounts,
        @Nullable String reason,
        List<String> ignored) {

    public Recommendations {
        items = List.copyOf(items);
        categoryCounts = Collections.unmodifiableMap(categoryCounts);
        ignored = List.copyOf(ignored);
    }

    public static Recommendations of(Origin origin, List<RecommendedItem> items) {
        Map<String, Integer> counts =
                CategoryCounts.of(items.stream().map(RecommendedItem::item).toList());
        return new Recommendations(null, origin, items, counts, null, List.of());
    }

    /** The list that replaced the model; null with a model, and for a list that its rules left empty. */
    public @Nullable String fallback() {
        return reason == null ? origin.fallback() : null;
    }

    /** The ids of the items without ratings when the model was trained, in the order of the list. */
    public List<String> coldItems() {
        return items.stream()
                .filter(RecommendedItem::isNew)
                .map(item -> item.item().id())
                .toList();
    }

    public List<String> itemIds() {
        return items.stream().map(item -> item.item().id()).toList();
    }

    /** The list as the part of a longer one that follows {@code shown} items. */
    Recommendations after(int shown) {
        List<RecommendedItem> shifted =
                items.stream().map(item -> item.withRank(item.rank() + shown)).toList();
        return new Recommendations(id, origin, shifted, categoryCounts, reason, ignored);
    }

    /** The id of an issued list. */
    public String issuedId() {
        return Objects.requireNonNull(id, "the list is not issued");
    }

    Recommendations withId(String newId) {
        return new Recommendations(newId, origin, items, categoryCounts, reason, ignored);
    }

    Recommendations withReason(@Nullable String newReason) {
        return new Recommendations(id, origin, items, categoryCounts, newReason, ignored);
    }

    Recommendations withIgnored(List<String> newIgnored) {
        return new Recommendations(id, origin, items, categoryCounts, reason, newIgnored);
    }
}
