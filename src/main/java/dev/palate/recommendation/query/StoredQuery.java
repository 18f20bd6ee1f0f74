package dev.palate.recommendation.query;

import dev.palate.catalogue.filter.CategoryFilter;
import dev.palate.rule.ExpressionCompiler;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query as JSON. Its expressions are texts; the scenario that it followed may have changed since.
 *
 * @param followed what responses name
 */
public record StoredQuery(
        ModelChoice model,
        CategoryFilter categories,
        Set<String> excluded,
        Set<String> only,
        boolean includeRated,
        double newItems,
        ListPage page,
        ListOrder order,
        @Nullable String filter,
        @Nullable String boost,
        List<StoredPin> pins,
        boolean explain,
        @Nullable Followed followed) {

    /** A list that was stored before its scenario was has none. */
    public StoredQuery {
        followed = followed == null ? Followed.NOTHING : followed;
    }

    public record StoredPin(
            String itemId, int rank, @Nullable String filter) {}

    public static StoredQuery of(RecommendationQuery query, Followed followed) {
        CandidateRules candidates = query.candidates();
        ListRules rules = query.rules();
        return new StoredQuery(
                query.model(),
                candidates.categories(),
                candidates.excluded(),
                candidates.only(),
                candidates.includeRated(),
                candidates.newItems(),
                query.page(),
                query.order(),
                rules.filter() == null ? null : rules.filter().toString(),
                rules.boost() == null ? null : rules.boost().toString(),
                rules.pins().stream()
                        .map(pin -> new StoredPin(
                                pin.itemId(),
                                pin.rank(),
                                pin.filter() == null ? null : pin.filter().toString()))
                        .toList(),
                query.explain(),
                followed);
    }

    public RecommendationQuery query(ExpressionCompiler compiler) {
        ListRules rules = new ListRules(
                filter == null ? null : compiler.filter("filter", filter),
                boost == null ? null : compiler.boost("boost", boost),
                pins.stream()
                        .map(pin -> new Pin(
                                pin.itemId(),
                                pin.rank(),
                                pin.filter() == null ? null : compiler.filter("filter", pin.filter())))
                        .toList());
        return new RecommendationQuery(
                model,
                new CandidateRules(categories, excluded, only, includeRated, newItems),
                page,
                order,
                rules,
                explain);
    }
}
