package dev.palate.rule;

import dev.palate.attribute.Attributes;
import org.jspecify.annotations.Nullable;

/** What an expression can read of an item or a user. */
public interface Subject {

    /**
     * A declared field, or null if it is not known.
     *
     * @param field one of {@link Declarations#FIELDS}
     * @return a {@code String}, {@code Long}, {@code Instant} or {@code List<String>}, as declared
     */
    @Nullable
    Object field(String field);

    Attributes attributes();
}
