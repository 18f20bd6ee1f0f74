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
