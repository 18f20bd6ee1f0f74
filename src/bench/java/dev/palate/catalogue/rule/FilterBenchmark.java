package dev.palate.catalogue.rule;

import dev.palate.attribute.Attributes;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.rule.ExpressionCompiler;
import dev.palate.rule.Filter;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Milliseconds that a filter over a catalogue takes, evaluated and from the cache: {@code FilterBenchmark [items]}. */
final class FilterBenchmark {

    private static final List<String> GENRES = List.of("Drama", "Comedy", "Crime", "Horror", "War");
    private static final List<String> FILTERS = List.of(
            "item.attributes.price < 20 && \"Drama\" in item.categories",
            "item.attributes.stock > 0",
            "item.attributes.price * 1.2 < 20 && item.year > 1990 && !(item.attributes.brand in [\"Acme\", \"Zeta\"])",
            "has(item.attributes.sale) && item.attributes.sale",
            "item.title.matches(\"7$\")",
            "item.categories.exists(c, c == \"Drama\")");
    private static final int ROUNDS = 21;

    private final ExpressionCompiler compiler = new ExpressionCompiler();
    private final ItemRules rules = new ItemRules(compiler, Clock.systemUTC());

    private FilterBenchmark() {}

    public static void main(String[] arguments) {
        int items = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
        new FilterBenchmark().run(items);
    }

    private void run(int size) {
        List<Item> items = items(size);
        System.out.printf("%,d items, median of %d%n", size, ROUNDS - 1);
        for (String text : FILTERS) {
            Filter filter = compiler.filter("filter", text);
            double[] evaluated = new double[ROUNDS];
            double[] cached = new double[ROUNDS];
            int count = 0;
            for (int round = 0; round < ROUNDS; round++) {
                // Another revision is not in the cache.
                CatalogueSnapshot catalogue = CatalogueSnapshot.of(round, items);
                evaluated[round] = milliseconds(() -> rules.matches(filter, catalogue));
                cached[round] = milliseconds(() -> rules.matches(filter, catalogue));
                count = rules.matches(filter, catalogue).count();
            }
            System.out.printf(
                    "first %7.1f ms, evaluated %6.1f ms, cached %.4f ms, %,d items: %s%n",
                    evaluated[0], median(evaluated), median(cached), count, text);
        }
        rules.close();
    }

    private static double median(double[] rounds) {
        double[] sorted = Arrays.copyOfRange(rounds, 1, rounds.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double milliseconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static List<Item> items(int size) {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, size)
                .mapToObj(n -> new Item(
                        "i" + n,
                        "Title " + n,
                        1950 + n % 70,
                        List.of(GENRES.get(random.nextInt(GENRES.size())), "Genre " + n % 20),
                        null,
                        Attributes.of(
                                Map.of(
                                        "price",
                                        random.nextInt(10_000) / 100.0,
                                        "stock",
                                        random.nextInt(5),
                                        "brand",
                                        "Brand " + random.nextInt(100)),
                                "attributes"),
                        null,
                        null,
                        false))
                .toList();
    }
}
