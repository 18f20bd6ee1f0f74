package dev.palate.recommendation.rules;

import dev.palate.attribute.Attributes;
import dev.palate.rule.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What rules can read of a user.
 *
 * @param id null for a visitor
 */
public record UserSubject(@Nullable String id, Attributes attributes) implements Subject {

    @Override
    public @Nullable Object field(String field) {
        if (field.equals("id")) {
            return id;
        }
        throw new IllegalArgumentException("users have no field " + field);
    }
}
