package dev.palate.recommendation.rules;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.rule.ItemRules;
import dev.palate.catalogue.rule.ItemSubject;
import dev.palate.catalogue.rule.Matches;
import dev.palate.catalogue.rule.Selected;
import dev.palate.problem.Sentence;
import dev.palate.recommendation.query.ListRules;
import dev.palate.recommendation.query.Pin;
import dev.palate.recommendation.selection.EvaluatedRules;
import dev.palate.rule.Context;
import dev.palate.rule.Failures;
import dev.palate.rule.Subject;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/** The rules of one request. They are evaluated at the first use: a list from the cache needs no evaluation. */
public final class RuleEvaluation {

    private final ListTime time;
    private final CatalogueSnapshot catalogue;
    private final Supplier<@Nullable Matches> matches;
    private final SingletonSupplier<EvaluatedRules> evaluated;

    /** @param now the time of the request */
    RuleEvaluation(
            ListRules rules,
            CatalogueSnapshot catalogue,
            Instant now,
            ItemRules itemRules,
            Supplier<? extends @Nullable Subject> user) {
        this.time = new ListTime(catalogue.availabilityAt(now), rules.readTime() ? itemRules.minuteOf(now) : null);
        this.catalogue = catalogue;
        SingletonSupplier<Context> context =
                SingletonSupplier.of(() -> new Context(rules.readUser() ? user.get() : null, itemRules.minuteOf(now)));
        this.matches =
                () -> rules.filter() == null ? null : itemRules.matches(rules.filter(), catalogue, context.obtain());
        this.evaluated = SingletonSupplier.of(() -> new EvaluatedRules(
                now,
                rules.filter() == null ? null : itemRules.selected(rules.filter(), catalogue, context.obtain()),
                rules.boost() == null ? null : itemRules.factors(rules.boost(), catalogue, context.obtain()),
                pins(rules.pins(), catalogue, context.obtain())));
    }

    /**
     * What a list depends on that changes with time.
     *
     * @param availability which items are available
     * @param minute the time that expressions read; null if none does
     */
    public record ListTime(int availability, @Nullable Instant minute) {}

    public ListTime time() {
        return time;
    }

    public EvaluatedRules evaluated() {
        return evaluated.obtain();
    }

    /** @throws dev.palate.catalogue.rule.TooExpensiveException if the evaluation of the filter was given up */
    public void requireComplete() {
        Selected filter = evaluated().filter();
        if (filter != null) {
            filter.requireComplete();
        }
    }

    /** Why a list with these rules is empty, in a sentence; null if they do not say it. */
    public @Nullable String reason() {
        Matches found = matches.get();
        if (found == null) {
            return null;
        }
        if (found.count() > 0) {
            return "The filter selects " + found.count() + " of " + catalogue.size()
                    + " items, but the user has seen them, or other rules exclude them.";
        }
        String failed = found.failed() == 0
                ? ""
                : Sentence.of(" For " + found.failed() + " of them it failed: " + found.failure());
        return "The filter selects none of " + catalogue.size() + " items." + failed;
    }

    private static List<Pin> pins(List<Pin> pins, CatalogueSnapshot catalogue, Context context) {
        return pins.stream()
                .filter(pin -> catalogue
                        .find(pin.itemId())
                        .filter(item -> pin.filter() == null
                                || pin.filter().accepts(new ItemSubject(item), context, new Failures()))
                        .isPresent())
                .toList();
    }
}
