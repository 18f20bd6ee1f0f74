package dev.palate.recommendation.newitem;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.newitem.AttributeRegression;
import dev.palate.core.newitem.HashedAttributes;
import dev.palate.core.newitem.ItemDescription;
import dev.palate.model.checkpoint.ItemColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        List<Item> items = catalogue.items().stream()
                .filter(item -> isNew(item, columns))
                .toList();
        RatingMatrix attributes =
                HashedAttributes.rows(items.stream().map(NewItemIndex::description).toList());
        Fit known = earlier == null ? null : earlier.fit;
        Fit fit = items.isEmpty() ? known : fit(columns, catalogue, known);
        return new NewItemIndex(catalogue.revision(), columns, items, attributes, fit);
    }

    private static boolean isNew(Item item, ItemColumns columns) {
        int column = columns.ids().indexOf(item.id());
        return column == IdIndex.ABSENT || !columns.isRated(column);
    }

    private static Fit fit(ItemColumns columns, CatalogueSnapshot catalogue, @Nullable Fit known) {
        int count = columns.ids().size();
        List<ItemDescription> descriptions = new ArrayList<>(count);
        float[] weights = new float[count];
        for (int column = 0; column < count; column++) {
            Optional<Item> item = catalogue.find(columns.ids().id(column));
            descriptions.add(item.map(NewItemIndex::description).orElse(ItemDescription.NONE));
            weights[column] = item.isPresent() && columns.isRated(column) ? 1 : 0;
        }
        long digest = digest(descriptions);
        return known != null && known.digest == digest
                ? known
                : new Fit(digest, AttributeRegression.fit(HashedAttributes.rows(descriptions), weights));
    }

    private static long digest(List<ItemDescription> descriptions) {
        long digest = 1;
        for (ItemDescription description : descriptions) {
            digest = digest * 0x9E3779B97F4A7C15L + description.hashCode();
        }
        return digest;
    }

    /** What is known about an item apart from its ratings. */
    static ItemDescription description(Item item) {
        return new ItemDescription(item.title(), item.year(), item.categories());
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
