package dev.palate.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
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
        hidden = item.hidden();
    }

    Item item() {
        return new Item(externalId, title, year, List.of(categories), hidden);
    }
}
