package dev.palate.ratingfile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A user as a file describes it.
 *
 * @param id as written, with the blanks around it
 * @param attributes texts, numbers, booleans and lists by name, as JSON values
 */
public record UserRecord(String id, Map<String, Object> attributes) {

    public UserRecord {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
