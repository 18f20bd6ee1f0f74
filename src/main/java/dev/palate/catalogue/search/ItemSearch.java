package dev.palate.catalogue.search;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.catalogue.rule.ItemRules;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import dev.palate.rule.Filter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;

/** Searches the snapshot of the catalogue in memory. */
@Service
public class ItemSearch {

    private final Catalogue catalogue;
    private final ItemRules rules;

    ItemSearch(Catalogue catalogue, ItemRules rules) {
        this.catalogue = catalogue;
        this.rules = rules;
    }

    /**
     * The matching items.
     *
     * @throws dev.palate.rule.InvalidExpressionException if the query has an invalid filter
     */
    public Page<Item> list(ItemQuery query, ItemOrder order, PageParameters page) {
        return FirstItems.page(matching(query), order, page);
    }

    /** The categories of the matching items, the most frequent first. */
    public Page<CategoryCount> categories(ItemQuery query, PageParameters page) {
        Map<String, Long> counts = new HashMap<>();
        for (Item item : matching(query)) {
            new HashSet<>(item.categories()).forEach(category -> counts.merge(category, 1L, Long::sum));
        }
        List<CategoryCount> sorted = counts.entrySet().stream()
                .map(entry -> new CategoryCount(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(CategoryCount::items)
                        .reversed()
                        .thenComparing(CategoryCount::category))
                .toList();
        return Page.cut(sorted, page);
    }

    private List<Item> matching(ItemQuery query) {
        CatalogueSnapshot snapshot = catalogue.snapshot();
        List<Item> items = snapshot.items();
        if (query.filter() == null) {
            return items.stream().filter(query::matches).toList();
        }
        Filter filter = rules.filterOfItems(query.filter());
        Predicate<Integer> accepted = rules.matches(filter, snapshot)::contains;
        return IntStream.range(0, items.size())
                .boxed()
                .filter(accepted)
                .map(items::get)
                .filter(query::matches)
                .toList();
    }
}
