package dev.palate.catalogue.rule;

import dev.palate.attribute.Attributes;
import dev.palate.catalogue.Item;
import dev.palate.rule.Subject;
import org.jspecify.annotations.Nullable;

/** What expressions read of an item. */
public record ItemSubject(Item item) implements Subject {

    @Override
    public @Nullable Object field(String field) {
        return switch (field) {
            case "id" -> item.id();
            case "title" -> item.title();
            case "description" -> item.description();
            case "year" -> item.year() == null ? null : (Long) item.year().longValue();
            case "categories" -> item.categories();
            case "availableFrom" -> item.availableFrom();
            case "availableUntil" -> item.availableUntil();
            default -> throw new IllegalArgumentException("items have no field " + field);
        };
    }

    @Override
    public Attributes attributes() {
        return item.attributes();
    }
}
