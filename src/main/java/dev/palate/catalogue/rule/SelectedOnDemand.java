package dev.palate.catalogue.rule;

import dev.palate.catalogue.Item;
import dev.palate.rule.Context;
import dev.palate.rule.Failures;
import dev.palate.rule.Filter;
import java.util.List;

/**
 * Evaluates a filter for one user, for those items that are asked for. A list asks for the items with the best scores, which are a small
 * part of the catalogue. For one request only: not safe for concurrent use.
 */
final class SelectedOnDemand implements Selected {

    private final Filter filter;
    private final List<Item> items;
    private final Context context;
    private final CatalogueScan.Meter meter;
    private final Failures failures = new Failures();

    SelectedOnDemand(Filter filter, List<Item> items, Context context) {
        this.filter = filter;
        this.items = items;
        this.context = context;
        this.meter = new CatalogueScan(filter.expression().text(), items).meter();
    }

    @Override
    public boolean contains(int position) {
        boolean selected = filter.accepts(new ItemSubject(items.get(position)), context, failures);
        meter.count();
        return selected;
    }
}
