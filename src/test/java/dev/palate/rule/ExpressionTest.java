package dev.palate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.attribute.Attributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Known ITEM = new Known(
            Map.of(
                    "id",
                    "7",
                    "title",
                    "Seven (1995)",
                    "year",
                    1995L,
                    "categories",
                    List.of("Drama", "Crime"),
                    "availableFrom",
                    Instant.parse("2026-05-25T00:00:00Z")),
            Map.of("price", 12.5, "stock", 3, "onSale", true, "brand", "Acme", "colours", List.of("red", "blue")));
    private static final Known ANN = new Known(Map.of("id", "ann"), Map.of("age", 30, "likes", List.of("Drama")));

    private final ExpressionCompiler compiler = new ExpressionCompiler();
    private final Failures failures = new Failures();

    private record Known(Map<String, Object> fields, Attributes attributes) implements Subject {

        Known(Map<String, Object> fields, Map<String, Object> attributes) {
            this(fields, Attributes.of(new HashMap<>(attributes), "attributes"));
        }

        @Override
        public @Nullable Object field(String field) {
            return fields.get(field);
        }
    }

    private boolean accepts(String filter, @Nullable Subject user) {
        return compiler.filter("filter", filter).accepts(ITEM, new Context(user, NOW), failures);
    }

    private double factor(String boost) {
        return compiler.boost("boost", boost).factor(ITEM, new Context(ANN, NOW), failures);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "item.attributes.price < 20 && 'Drama' in item.categories",
                "item.attributes.price * 2 == 25.0 && 2 * item.attributes.price > 24 && item.attributes.stock - 1 == 2.0",
                "item.attributes.price / 5 == 2.5 && 25 / item.attributes.price == 2.0 && item.attributes.stock + 1 == 4.0",
                "item.attributes.stock == 3 && item.attributes['stock'] >= 3 && item.attributes.stock == 3.0",
                "item.attributes.onSale",
                "item.attributes.brand.startsWith('Ac') && item.title.matches('Sev.*')",
                "'red' in item.attributes.colours && size(item.attributes.colours) == 2",
                "item.categories.exists(c, c in user.attributes.likes)",
                "user.attributes.age >= 18 && user.id == 'ann'",
                "item.year > 1990 && item.year * 1.0 < 1996.5",
                "has(item.attributes.price) && !has(item.attributes.weight) && has(item.year) && !has(item.description)",
                "item.availableFrom > now - duration('336h')",
                "size(item.attributes) == 5 && 'price' in item.attributes",
                "item.id in ['5', '7']",
                "now == timestamp('2026-06-01T12:00:00Z')"
            })
    void acceptsTheItem(String filter) {
        assertThat(accepts(filter, ANN)).isTrue();
        assertThat(failures.first()).isNull();
    }

    /** As in SQL: what is unknown is neither true nor false, and nothing fails. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            item.attributes.weight < 20; false
            !(item.attributes.weight < 20); false
            item.attributes.weight < 20 || item.attributes.price < 20; true
            item.attributes.weight < 20 && item.attributes.price < 20; false
            !(item.attributes.weight < 20 && item.attributes.price > 20); true
            item.description.contains('x'); false
            item.attributes.weight == item.attributes.height; false
            user.attributes.age > 18; false
            !has(user.attributes.age); true
            user.id == 'ann'; false
            """)
    void treatsWhatIsMissingAsUnknown(String filter, boolean accepted) {
        assertThat(accepts(filter, null)).isEqualTo(accepted);
        assertThat(failures.count()).isZero();
    }

    @Test
    void countsEvaluationsThatFail() {
        assertThat(accepts("item.attributes.brand < 20", null)).isFalse();
        assertThat(accepts("item.attributes[item.title] == 1", null)).isFalse();

        assertThat(failures.count()).isEqualTo(2);
        assertThat(failures.first()).contains("_<_");
    }

    /** The position is that of the mark in the message. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            item.titel == 'x'; item has no field titel
            item.year < 'x'; '_<_' applied to '(int, string)' at character 11: item.year >>>< 'x'
            item.attributes.price <; at character 24
            item == 3; item is no value
            itme.year > 3; undeclared reference to 'itme'
            [1].exists(item, item > 0); item cannot be the name of a loop variable
            item.title.matches('('); the pattern of matches() is invalid
            item.title.matches(item.id); must be a text in quotes
            item.title.matches('(a{9}){9}'); one repetition in braces
            item.title.matches('a{900}'); its characters times its repetitions may be at most 500
            item.categories.exists(c, c.matches('a')); matches() cannot be used in a loop
            has(item); has() needs a field
            has(now.year); has() needs a field of item or user
            item.year; a filter must be true or false, but this is of type int
            user.name == 'x'; user has no field name
            """)
    void saysWhatIsWrongAndWhere(String filter, String message) {
        assertThatThrownBy(() -> compiler.filter("filter", filter))
                .isInstanceOf(InvalidExpressionException.class)
                .hasMessageStartingWith("filter: ")
                .hasMessageContaining(message);
    }

    @Test
    void countsRepetitionsBehindLineEnds() {
        assertThatThrownBy(() -> compiler.filter("filter", "item.title.matches('((a{9}\\n){9}\\n){9}')"))
                .hasMessageContaining("one repetition in braces");
        assertThat(accepts("item.title.matches('^S.{2,5}n \\\\(')", null)).isTrue();
    }

    @Test
    void boundsTheSizeOfExpressions() {
        assertThatThrownBy(() -> compiler.filter("filter", " ".repeat(10))).hasMessageContaining("must not be blank");
        assertThatThrownBy(() -> compiler.filter("filter", "true || ".repeat(250) + "true"))
                .hasMessageContaining("may have 2000 characters");
        assertThatThrownBy(() -> compiler.filter("filter", "(".repeat(100) + "true" + ")".repeat(100)))
                .isInstanceOf(InvalidExpressionException.class);
        assertThatThrownBy(() -> compiler.filter("filter", "1==1||".repeat(200) + "true"))
                .isInstanceOf(InvalidExpressionException.class);
    }

    @Test
    void boundsTheIterationsOfLoops() {
        String loops = "['a','b','c','d','e','f','g','h','i','j','k'].all(%s, %s)";
        String nested = loops.formatted("a", loops.formatted("b", loops.formatted("c", "a + b + c != ''")));

        assertThat(accepts(nested, null)).isFalse();
        assertThat(failures.first()).contains("1000");
    }

    @Test
    void weighsWithinBounds() {
        assertThat(factor("item.year > 1990 ? 1.5 : 1.0")).isEqualTo(1.5);
        assertThat(factor("2")).isEqualTo(2);
        assertThat(factor("0")).isEqualTo(Boost.LEAST);
        assertThat(factor("-3.0")).isEqualTo(Boost.LEAST);
        assertThat(factor("1e9")).isEqualTo(Boost.MOST);
        assertThat(factor("item.attributes.weight * 2")).isEqualTo(1);
        assertThat(factor("0.0 / 0.0")).isEqualTo(1);
        assertThat(factor("item.attributes.price")).isEqualTo(12.5);
        assertThat(factor("item.attributes.brand")).isEqualTo(1);
        assertThatThrownBy(() -> compiler.boost("boost", "'much'")).hasMessageContaining("must be a number");
    }

    @Test
    void knowsWhatItReads() {
        Expression expression = compiler.filter("filter", "has(user.attributes.age) && item.availableFrom < now")
                .expression();

        assertThat(expression.readsUser()).isTrue();
        assertThat(expression.readsTime()).isTrue();
        assertThat(compiler.filter("filter", "item.year > 3").expression().readsUser())
                .isFalse();
        assertThat(compiler.filter("filter", "item.year > 3").expression().readsTime())
                .isFalse();
    }

    @Test
    void keepsABoundedNumberOfExpressions() {
        for (int k = 0; k < 5000; k++) {
            compiler.filter("filter", "item.year > " + k);
        }

        assertThat(compiler.cached()).isLessThan(2000);
    }
}
