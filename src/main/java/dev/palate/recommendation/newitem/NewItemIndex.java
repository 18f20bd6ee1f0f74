package dev.palate.recommendation.newitem;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.ItemColumns;
import dev.palate.core.newitem.AttributeRegression;
import dev.palate.core.newitem.HashedAttributes;
import dev.palate.core.newitem.ItemDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The items of one revision of the catalogue that a model has not learned from any rating, and the regression from the attributes of
 * those that it has. Immutable.
 */
final class NewItemIndex {

    private final long catalogue;
    private final ItemColumns columns;
    private final List<Item> items;
    private final RatingMatrix attributes;
    private final @Nullable Fit fit;

    private NewItemIndex(
            long catalogue, ItemColumns columns, List<Item> items, RatingMatrix attributes, @Nullable Fit fit) {
        this.catalogue = catalogue;
        this.columns = columns;
        this.items = items;
        this.attributes = attributes;
        this.fit = fit;
    }

    /** @param digest of the descriptions that the regression was fitted to */
    private record Fit(long digest, AttributeRegression regression) {}

    /** @param earlier of the same model; its regression is used again if it would be the same */
    static NewItemIndex of(ItemColumns columns, CatalogueSnapshot catalogue, @Nullable NewItemIndex earlier) {
        List<Item> items =
                catalogue.items().stream().filter(item -> isNew(item, columns)).toList();
        RatingMatrix attributes = HashedAttributes.rows(
                items.stream().map(NewItemIndex::description).toList());
        Fit known = earlier == null ? null : earlier.fit;
        Fit fit = items.isEmpty() ? known : fit(columns, catalogue, known);
        return new NewItemIndex(catalogue.revision(), columns, items, attributes, fit);
    }

    private static boolean isNew(Item item, ItemColumns columns) {
        int column = columns.ids().indexOf(item.id());
        return column == IdIndex.ABSENT || !columns.isRated(column);
    }

    private static Fit fit(ItemColumns columns, CatalogueSnapshot catalogue, @Nullable Fit known) {
        List<@Nullable Item> items = new ArrayList<>(columns.ids().size());
        for (int column = 0; column < columns.ids().size(); column++) {
            items.add(
                    columns.isRated(column)
                            ? catalogue.find(columns.ids().id(column)).orElse(null)
                            : null);
        }
        long digest = digest(items);
        if (known != null && known.digest == digest) {
            return known;
        }
        List<ItemDescription> descriptions = new ArrayList<>(items.size());
        float[] weights = new float[items.size()];
        for (Item item : items) {
            weights[descriptions.size()] = item == null ? 0 : 1;
            descriptions.add(item == null ? ItemDescription.NONE : description(item));
        }
        return new Fit(digest, AttributeRegression.fit(HashedAttributes.rows(descriptions), weights));
    }

    private static long digest(List<@Nullable Item> items) {
        long digest = 1;
        for (Item item : items) {
            int one = item == null
                    ? 0
                    : 31 * (31 * item.title().hashCode() + Objects.hashCode(item.year()))
                            + item.categories().hashCode();
            int more = item == null ? 0 : Objects.hash(item.description(), item.attributes());
            digest = digest * 0x9E3779B97F4A7C15L + one + ((long) more << 32);
        }
        return digest;
    }

    /** What is known about an item apart from its ratings. */
    static ItemDescription description(Item item) {
        return new ItemDescription(item.title(), item.year(), item.categories())
                .with(item.description(), item.attributes().values());
    }

    boolean isOf(CatalogueSnapshot snapshot) {
        return catalogue == snapshot.revision();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    ItemColumns columns() {
        return columns;
    }

    List<Item> items() {
        return items;
    }

    /** {@code [new items x attributes]}. */
    RatingMatrix attributes() {
        return attributes;
    }

    /** Only if there are new items. */
    AttributeRegression regression() {
        if (fit == null) {
            throw new IllegalStateException("there are no new items");
        }
        return fit.regression;
    }
}
