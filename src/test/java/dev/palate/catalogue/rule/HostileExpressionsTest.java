package dev.palate.catalogue.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.attribute.Attributes;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.problem.ProblemException;
import dev.palate.rule.ExpressionCompiler;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class HostileExpressionsTest {

    private static final Logger log = LoggerFactory.getLogger(HostileExpressionsTest.class);

    /** {@code -Dhostile.items=100000} measures a large catalogue. */
    private static final int ITEMS = Integer.getInteger("hostile.items", 300);

    private static final int EXPRESSIONS = 2_000;

    private final ExpressionCompiler compiler = new ExpressionCompiler();
    private final ItemRules rules = new ItemRules(compiler, Clock.systemUTC());
    private final CatalogueSnapshot catalogue = CatalogueSnapshot.of(
            1,
            IntStream.range(0, ITEMS)
                    .mapToObj(n -> new Item(
                            "i" + n,
                            "a".repeat(20) + " title " + n,
                            1950 + n % 70,
                            List.of("Drama", "Genre " + n % 10),
                            "A description",
                            Attributes.of(Map.of("price", n % 50, "brand", "Acme"), "attributes"),
                            null,
                            null,
                            false))
                    .toList());

    @Test
    void eachIsAnErrorOrAFilterAndNoCacheGrowsWithoutBound() {
        int invalid = 0;
        int expensive = 0;
        long slowest = 0;
        for (String text : new HostileExpressions(1).next(EXPRESSIONS)) {
            long start = System.nanoTime();
            try {
                rules.matches(compiler.filter("filter", text), catalogue);
            } catch (TooExpensiveException e) {
                expensive++;
            } catch (ProblemException e) {
                assertThat(e).hasMessageStartingWith("filter: ");
                invalid++;
            }
            long nanos = System.nanoTime() - start;
            if (nanos > slowest) {
                slowest = nanos;
                log.info("{} ms: {}", nanos / 1_000_000, text.length() > 200 ? text.substring(0, 200) : text);
            }
        }

        log.info("{} invalid, {} too expensive, slowest {} ms", invalid, expensive, slowest / 1_000_000);
        assertThat(invalid).isBetween(EXPRESSIONS / 4, EXPRESSIONS - 200);
        assertThat(rules.cachedBytes()).isLessThan(32L << 20);
        assertThat(compiler.cached()).isLessThan(2_000);
    }
}
