package dev.palate.recommendation.rules;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.rule.ItemRules;
import dev.palate.rating.UserAttributes;
import dev.palate.rating.history.UserHistory;
import dev.palate.recommendation.query.ListRules;
import dev.palate.rule.Subject;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Evaluates the rules of lists. Attributes of users are read only if a rule reads the user. */
@Component
public class RuleEvaluator {

    private final ItemRules itemRules;
    private final UserAttributes attributes;
    private final Clock clock;

    RuleEvaluator(ItemRules itemRules, UserAttributes attributes, Clock clock) {
        this.itemRules = itemRules;
        this.attributes = attributes;
        this.clock = clock;
    }

    public RuleEvaluation of(ListRules rules, CatalogueSnapshot catalogue, UserHistory user) {
        return new RuleEvaluation(
                rules,
                catalogue,
                clock.instant(),
                itemRules,
                () -> new UserSubject(user.userId(), attributes.of(user.userRow())));
    }

    /** @param visitor null: nothing is known of the user */
    public RuleEvaluation of(ListRules rules, CatalogueSnapshot catalogue, @Nullable Subject visitor) {
        return new RuleEvaluation(rules, catalogue, clock.instant(), itemRules, () -> visitor);
    }
}
