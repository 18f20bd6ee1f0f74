package dev.palate.recommendation.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palate.overload.HeapSize;
import dev.palate.recommendation.RecommendedItem;
import dev.palate.recommendation.scoring.RecommendationSettings;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of lists that are served again and again. A list is written to JSON as usual when it is served for the first time, kept as
 * JSON from the second time on, and then only copied. The JSON lives as long as the list in the cache of lists.
 */
@Component
class RenderedItems {

    /** Served once so far. */
    private static final SerializedString ONCE = new SerializedString("");

    /** The characters and the bytes of the text. */
    private static final int BYTES_PER_CHARACTER = 2;

    private static final long BYTES_OF_ENTRY = 150;

    /** Bounds how long the JSON stays in memory after the list has left its cache. */
    private static final Duration MAX_IDLE = Duration.ofMinutes(10);

    private final JsonMapper json;
    private final Cache<List<RecommendedItem>, SerializedString> lists;

    RenderedItems(JsonMapper json, RecommendationSettings settings) {
        this.json = json;
        this.lists = Caffeine.newBuilder()
                .weakKeys() // compared by identity: lists from the cache are the same objects
                .maximumWeight(settings.cacheSize().toBytes())
                .weigher((List<RecommendedItem> items, SerializedString text) -> HeapSize.weight(BYTES_OF_ENTRY
                        + (long) BYTES_PER_CHARACTER * text.getValue().length()))
                .expireAfterAccess(MAX_IDLE)
                .executor(Runnable::run) // otherwise entries beyond the limit wait for a busy thread pool
                .build();
    }

    /** @param explained whether the query asked for explanations, which is the same each time that the list is served */
    @SuppressWarnings("ReferenceEquality") // ONCE is a mark.
    ItemEntries of(List<RecommendedItem> items, boolean explained) {
        SerializedString known = lists.getIfPresent(items);
        if (known == null) {
            lists.put(items, ONCE);
            return ItemEntries.of(ItemEntry.of(items, explained));
        }
        if (known == ONCE) {
            known = new SerializedString(json.writeValueAsString(ItemEntry.of(items, explained)));
            lists.put(items, known);
        }
        return ItemEntries.rendered(known);
    }
}
