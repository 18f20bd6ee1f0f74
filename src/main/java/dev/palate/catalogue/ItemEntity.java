package dev.palate.catalogue;

import dev.palate.attribute.Attributes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code items}. */
@Entity
@Table(name = "items")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
class ItemEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Integer id;

    private String externalId;
    private String title;
    private @Nullable Integer year;

    @Column(columnDefinition = "text[]")
    private String[] categories;

    private @Nullable String description;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Object> attributes;

    private @Nullable Instant availableFrom;
    private @Nullable Instant availableUntil;
    private boolean hidden;

    protected ItemEntity() {}

    ItemEntity(Item item) {
        this.externalId = item.id();
        set(item);
    }

    final void set(Item item) {
        title = item.title();
        year = item.year();
        categories = item.categories().toArray(String[]::new);
        description = item.description();
        attributes = item.attributes().json();
        availableFrom = item.availableFrom();
        availableUntil = item.availableUntil();
        hidden = item.hidden();
    }

    Item item() {
        return new Item(
                externalId,
                title,
                year,
                List.of(categories),
                description,
                Attributes.of(attributes, "attributes"),
                availableFrom,
                availableUntil,
                hidden);
    }
}
