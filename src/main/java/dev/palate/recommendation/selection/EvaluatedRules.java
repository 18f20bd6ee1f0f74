package dev.palate.recommendation.selection;

import dev.palate.catalogue.rule.Factors;
import dev.palate.catalogue.rule.Selected;
import dev.palate.recommendation.query.Pin;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a list, evaluated for one user and one state of the catalogue.
 *
 * @param now the time that decides which items are available
 * @param filter null: every item is a candidate
 * @param boost null: scores count as they are
 * @param pins those that apply to the user, in the order of their ranks
 */
public record EvaluatedRules(
        Instant now, @Nullable Selected filter, @Nullable Factors boost, List<Pin> pins) {

    public EvaluatedRules {
        pins = List.copyOf(pins);
    }

    /** No rules, at that time. */
    public static EvaluatedRules none(Instant now) {
        return new EvaluatedRules(now, null, null, List.of());
    }
}
