package dev.palate.ratingfile;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of an item besides its title, year and categories. What is null or empty is not said.
 *
 * @param attributes texts, numbers, booleans and lists by name, as JSON values
 */
public record ItemDetails(
        @Nullable String description,
        Map<String, Object> attributes,
        @Nullable Instant availableFrom,
        @Nullable Instant availableUntil,
        boolean hidden) {

    /** Nothing. */
    public static final ItemDetails NONE = new ItemDetails(null, Map.of(), null, null, false);

    public ItemDetails {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** The details that a file can have columns for. */
    public enum Kind {
        DESCRIPTION,
        ATTRIBUTES,
        AVAILABILITY,
        HIDDEN
    }
}
