package dev.palate.catalogue.rule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.overload.HeapSize;
import dev.palate.rule.Boost;
import dev.palate.rule.Context;
import dev.palate.rule.Expression;
import dev.palate.rule.ExpressionCompiler;
import dev.palate.rule.Failures;
import dev.palate.rule.Filter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Evaluates filters and boosts for all items. What does not depend on the user is evaluated once for each state of the catalogue and, if it
 * depends on the time, once a minute.
 */
@Component
public class ItemRules implements AutoCloseable {

    private static final long CACHE_BYTES = 32L << 20;
    private static final Duration MAX_IDLE = Duration.ofMinutes(10);

    private final ExpressionCompiler compiler;
    private final Clock clock;
    private final CatalogueScan.Threads threads = CatalogueScan.Threads.start();
    private final Cache<Key, Object> cache = Caffeine.newBuilder()
            .maximumWeight(CACHE_BYTES)
            .weigher((Key key, Object value) -> HeapSize.weight(HeapSize.of(key.text) + bytes(value)))
            .expireAfterAccess(MAX_IDLE)
            .build();

    ItemRules(ExpressionCompiler compiler, Clock clock) {
        this.compiler = compiler;
        this.clock = clock;
    }

    /** @param minute null if the expression does not read the time */
    private record Key(
            Kind kind,
            String text,
            long catalogue,
            @Nullable Instant minute) {}

    private enum Kind {
        FILTER,
        BOOST
    }

    /**
     * A filter over items alone.
     *
     * @throws dev.palate.rule.InvalidExpressionException if it is invalid or reads the user
     */
    public Filter filterOfItems(String text) {
        Filter filter = compiler.filter("filter", text);
        filter.requireNoUser("filter");
        return filter;
    }

    /** A time as expressions see it: in whole minutes, so that what depends on it can be cached. */
    public Instant minuteOf(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES);
    }

    /** The items that a filter without a user selects now. */
    public Matches matches(Filter filter, CatalogueSnapshot catalogue) {
        return matches(filter, catalogue, new Context(null, minuteOf(clock.instant())));
    }

    /**
     * Says which items a filter selects. One that reads the user is evaluated for the items that are asked for.
     *
     * @param context with a time in whole minutes
     * @throws TooExpensiveException if the evaluation takes too long, now or later
     */
    public Selected selected(Filter filter, CatalogueSnapshot catalogue, Context context) {
        return filter.expression().readsUser()
                ? new SelectedOnDemand(filter, catalogue.items(), context, threads.warmUp())
                : matches(filter, catalogue, context);
    }

    /**
     * The items that a filter selects.
     *
     * @param context with a time in whole minutes
     * @throws TooExpensiveException if the evaluation takes too long
     */
    public Matches matches(Filter filter, CatalogueSnapshot catalogue, Context context) {
        return (Matches)
                cached(Kind.FILTER, filter.expression(), catalogue, context, key -> select(filter, catalogue, context));
    }

    /**
     * The factors of a boost by the position of the item.
     *
     * @param context with a time in whole minutes
     * @throws TooExpensiveException if the evaluation takes too long
     */
    public Factors factors(Boost boost, CatalogueSnapshot catalogue, Context context) {
        return (Factors)
                cached(Kind.BOOST, boost.expression(), catalogue, context, key -> weigh(boost, catalogue, context));
    }

    @Override
    public void close() {
        threads.pool().shutdown();
    }

    /** The heap that cached results take. */
    long cachedBytes() {
        cache.cleanUp();
        return cache.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    private Object cached(
            Kind kind,
            Expression expression,
            CatalogueSnapshot catalogue,
            Context context,
            Function<Key, Object> evaluation) {
        Instant minute = expression.readsTime() ? context.now() : null;
        Key key = new Key(kind, expression.text(), catalogue.revision(), minute);
        return expression.readsUser() ? evaluation.apply(key) : cache.get(key, evaluation);
    }

    private Matches select(Filter filter, CatalogueSnapshot catalogue, Context context) {
        long[] words = new long[(catalogue.size() + Long.SIZE - 1) / Long.SIZE];
        Failures failures = new Failures();
        new CatalogueScan(filter.expression().text(), catalogue.items(), threads).forEach((position, item) -> {
            if (filter.accepts(new ItemSubject(item), context, failures)) {
                words[position / Long.SIZE] |= 1L << position;
            }
        });
        return new Matches(BitSet.valueOf(words), failures.count(), failures.first());
    }

    private Factors weigh(Boost boost, CatalogueSnapshot catalogue, Context context) {
        float[] factors = new float[catalogue.size()];
        Failures failures = new Failures();
        new CatalogueScan(boost.expression().text(), catalogue.items(), threads)
                .forEach((position, item) ->
                        factors[position] = (float) boost.factor(new ItemSubject(item), context, failures));
        return Factors.of(factors);
    }

    private static long bytes(Object value) {
        return value instanceof Matches matches ? matches.bytes() : ((Factors) value).bytes();
    }
}
