package dev.palate.catalogue.rule;

import dev.palate.catalogue.Item;
import dev.palate.rule.Context;
import dev.palate.rule.Failures;
import dev.palate.rule.Filter;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Evaluates a filter for one user, for those items that are asked for, each once. A list asks for the items with the best scores, which are
 * a small part of the catalogue. When the evaluations have taken too long, no further item is selected: lists of other users can be
 * computed together with this one, and an exception would end them, too. For one request only: not safe for concurrent use.
 */
final class SelectedOnDemand implements Selected {

    private final Filter filter;
    private final List<Item> items;
    private final Context context;
    private final AtomicLong warmUp;
    private final Failures failures = new Failures();
    private final BitSet evaluated = new BitSet();
    private final BitSet selected = new BitSet();
    private long spent;
    private boolean exceeded;

    /** @param warmUp see {@link CatalogueScan.Threads} */
    SelectedOnDemand(Filter filter, List<Item> items, Context context, AtomicLong warmUp) {
        this.warmUp = warmUp;
        this.filter = filter;
        this.items = items;
        this.context = context;
    }

    @Override
    public boolean contains(int position) {
        if (!evaluated.get(position) && isAffordable()) {
            long start = System.nanoTime();
            selected.set(position, filter.accepts(new ItemSubject(items.get(position)), context, failures));
            evaluated.set(position);
            count(System.nanoTime() - start);
        }
        return selected.get(position);
    }

    @Override
    public void requireComplete() {
        if (!isAffordable()) {
            throw new TooExpensiveException(
                    filter.expression().text(), TimeUnit.NANOSECONDS.toMillis(spent), items.size());
        }
    }

    private void count(long nanos) {
        spent += nanos;
        exceeded |= spent > CatalogueScan.limit(items.size()) && warmUp.addAndGet(-nanos) < 0;
    }

    private boolean isAffordable() {
        return !exceeded;
    }
}
