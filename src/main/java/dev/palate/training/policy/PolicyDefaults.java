package dev.palate.training.policy;

import dev.palate.core.auto.AutoBudget;
import dev.palate.core.auto.AutoSelection;
import dev.palate.model.promotion.Promotion;
import dev.palate.training.order.SettingsJson;
import java.util.Objects;

/** The policy that applies until a request sets another one, and the fields that a request leaves out. */
final class PolicyDefaults {

    static final String ALGORITHM = AutoSelection.NAME;
    static final String EVERY = "P1D";
    private static final double WHEN_CHANGED = 0.05;
    private static final int MINIMUM_INTERACTIONS = 1000;

    private PolicyDefaults() {}

    static TrainingPolicy policy(boolean enabled) {
        return complete(new PolicyRequest(enabled, null, null, null, null, null, null, null));
    }

    static TrainingPolicy complete(PolicyRequest request) {
        String algorithm = Objects.requireNonNullElse(request.algorithm(), ALGORITHM);
        boolean standardBudget = request.budget() == null && algorithm.equals(AutoSelection.NAME);
        return new TrainingPolicy(
                Objects.requireNonNullElse(request.enabled(), true),
                algorithm,
                Objects.requireNonNullElse(request.every(), EVERY),
                Objects.requireNonNullElse(request.whenChanged(), WHEN_CHANGED),
                Objects.requireNonNullElse(request.afterImport(), true),
                Objects.requireNonNullElse(request.minimumInteractions(), MINIMUM_INTERACTIONS),
                standardBudget ? SettingsJson.write(AutoBudget.schema(), AutoBudget.STANDARD) : request.budget(),
                Objects.requireNonNullElse(request.promote(), Promotion.IF_BETTER.id()));
    }
}
