package dev.palate.recommendation.query;

import dev.palate.rule.Boost;
import dev.palate.rule.Filter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a list beyond the scores.
 *
 * @param filter only the items that it selects are candidates; null: all
 * @param boost weighs the scores; null: they count as they are
 * @param pins in the order of their ranks
 */
public record ListRules(@Nullable Filter filter, @Nullable Boost boost, List<Pin> pins) {

    /** Without any rule. */
    public static final ListRules NONE = new ListRules(null, null, List.of());

    public ListRules {
        pins = pins.stream().sorted(Comparator.comparingInt(Pin::rank)).toList();
    }

    /** Equal rules that cannot be evaluated, for the keys of caches: compiled expressions need a hundred times the memory of their texts. */
    public ListRules texts() {
        return new ListRules(
                filter == null ? null : filter.text(),
                boost == null ? null : boost.text(),
                pins.stream()
                        .map(pin -> pin.filter() == null
                                ? pin
                                : new Pin(pin.itemId(), pin.rank(), pin.filter().text()))
                        .toList());
    }

    /** The characters of all expressions and pins. */
    public long characters() {
        long pinned =
                pins.stream().mapToLong(pin -> 50L + pin.itemId().length()).sum();
        return pinned
                + filters().mapToLong(one -> one.expression().text().length()).sum()
                + (boost == null ? 0 : boost.expression().text().length());
    }

    /** Whether the rules can differ between users. */
    public boolean readUser() {
        return filters().anyMatch(filter -> filter.expression().readsUser())
                || (boost != null && boost.expression().readsUser());
    }

    /** Whether the rules can change with time. */
    public boolean readTime() {
        return filters().anyMatch(filter -> filter.expression().readsTime())
                || (boost != null && boost.expression().readsTime());
    }

    private Stream<Filter> filters() {
        return Stream.concat(Stream.ofNullable(filter), pins.stream().map(Pin::filter))
                .filter(Objects::nonNull);
    }
}
