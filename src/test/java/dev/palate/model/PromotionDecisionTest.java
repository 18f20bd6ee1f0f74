package dev.palate.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.model.PromotionDecision.ActiveVersion;
import dev.palate.model.version.HeldOutScore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PromotionDecisionTest {

    private static final String NDCG = "strong-generalization ndcg@100";

    @Test
    void activatesTheFirstVersionEvenIfPopularityIsBetterAndReportsIt() {
        PromotionDecision decision = decide(Promotion.IF_BETTER, score(0.2, 0.26), Optional.empty());

        assertThat(decision.activated()).isTrue();
        assertThat(decision.reason())
                .isEqualTo("Activated as the first version in service; strong-generalization ndcg@100 is 0.2000"
                        + " (popularity has 0.2600).");
    }

    @Test
    void activatesAVersionThatBeatsTheActiveVersionAndPopularity() {
        assertThat(decide(Promotion.IF_BETTER, score(0.4, 0.26), active(0.39)).activated())
                .isTrue();
    }

    @Test
    void keepsTheActiveVersionIfTheNewVersionIsNotBetter() {
        PromotionDecision decision = decide(Promotion.IF_BETTER, score(0.39, 0.26), active(0.39));

        assertThat(decision.activated()).isFalse();
        assertThat(decision.reason()).contains("0.3900", "version 3 in service has 0.3900");
    }

    @Test
    void keepsTheActiveVersionIfPopularityIsNotBeaten() {
        PromotionDecision decision = decide(Promotion.IF_BETTER, score(0.25, 0.26), active(0.2));

        assertThat(decision.activated()).isFalse();
        assertThat(decision.reason()).contains("popularity is not beaten");
    }

    @Test
    void doesNotCompareDifferentMetrics() {
        ActiveVersion active = new ActiveVersion(3, Optional.of(new HeldOutScore("reconstruction ndcg@20", 0.1, null)));

        PromotionDecision decision = decide(Promotion.IF_BETTER, score(0.4, 0.26), Optional.of(active));

        assertThat(decision.activated()).isFalse();
        assertThat(decision.reason()).contains("reconstruction ndcg@20", NDCG);
    }

    @Test
    void treatsALowerErrorAsBetter() {
        HeldOutScore fresh = new HeldOutScore("rating-prediction rmse", 0.91, 1.02);
        ActiveVersion active =
                new ActiveVersion(3, Optional.of(new HeldOutScore("rating-prediction rmse", 0.92, 1.02)));

        assertThat(PromotionDecision.of(Promotion.IF_BETTER, Optional.of(fresh), Optional.of(active))
                        .activated())
                .isTrue();
    }

    @Test
    void followsTheRulesAlwaysAndNever() {
        assertThat(decide(Promotion.ALWAYS, score(0.1, 0.26), active(0.39)).activated())
                .isTrue();
        assertThat(decide(Promotion.NEVER, score(0.9, 0.26), Optional.empty()).activated())
                .isFalse();
    }

    private static PromotionDecision decide(Promotion rule, HeldOutScore fresh, Optional<ActiveVersion> active) {
        return PromotionDecision.of(rule, Optional.of(fresh), active);
    }

    private static Optional<ActiveVersion> active(double value) {
        return Optional.of(new ActiveVersion(3, Optional.of(score(value, 0.26))));
    }

    private static HeldOutScore score(double value, @Nullable Double popularity) {
        return new HeldOutScore(NDCG, value, popularity);
    }
}
