package dev.palate.recommendation.selection;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.recommendation.query.CandidateRules;
import org.jspecify.annotations.Nullable;

/** The items of the catalogue that may be in a list, for any user. */
final class CandidateItems {

    private final CatalogueSnapshot catalogue;
    private final CandidateRules rules;
    private final EvaluatedRules evaluated;
    /** Whether nothing in the request limits the items. */
    private final boolean open;

    CandidateItems(CatalogueSnapshot catalogue, CandidateRules rules, EvaluatedRules evaluated) {
        this.catalogue = catalogue;
        this.rules = rules;
        this.evaluated = evaluated;
        this.open = evaluated.filter() == null
                && rules.excluded().isEmpty()
                && rules.only().isEmpty()
                && rules.categories().isOpen();
    }

    /** The item with that id if it may be in a list, otherwise null. */
    CatalogueSnapshot.@Nullable Entry find(String id) {
        CatalogueSnapshot.Entry entry = catalogue.entry(id);
        return entry != null && accepts(entry) ? entry : null;
    }

    boolean accepts(Item item) {
        return find(item.id()) != null;
    }

    boolean accepts(CatalogueSnapshot.Entry entry) {
        Item item = entry.item();
        return item.isShownAt(evaluated.now()) && (open || isAsked(entry));
    }

    private boolean isAsked(CatalogueSnapshot.Entry entry) {
        Item item = entry.item();
        return (evaluated.filter() == null || evaluated.filter().contains(entry.position()))
                && !rules.excluded().contains(item.id())
                && (rules.only().isEmpty() || rules.only().contains(item.id()))
                && rules.categories().accepts(item.categories());
    }
}
