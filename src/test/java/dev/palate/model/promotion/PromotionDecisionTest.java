package dev.palate.model.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.evaluation.PairedTest.Lead;
import dev.palate.core.metrics.Estimate;
import dev.palate.model.promotion.Evidence.Rival;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromotionDecisionTest {

    private static final Lead BETTER = new Lead(0.4, 0.26, new Estimate(0.14, 0.1, 0.18));
    private static final Lead UNCLEAR = new Lead(0.27, 0.26, new Estimate(0.01, -0.01, 0.03));

    @Test
    void activatesAFirstVersionThatIsClearlyBetterThanPopularity() {
        PromotionDecision decision = PromotionDecision.of(Promotion.IF_BETTER, evidence(BETTER));

        assertThat(decision.activated()).isTrue();
        assertThat(decision.warnings()).isEmpty();
        assertThat(decision.reason())
                .isEqualTo("Activated: first version in service; ndcg@100 is 0.4000 for 95 users, popularity has 0.2600"
                        + " (difference 0.1400, interval 0.1000 to 0.1800).");
    }

    @Test
    void doesNotActivateAFirstVersionWithinTheIntervalOfPopularity() {
        PromotionDecision decision = PromotionDecision.of(Promotion.IF_BETTER, evidence(UNCLEAR));

        assertThat(decision.activated()).isFalse();
        assertThat(decision.reason()).contains("not better than popularity", "interval -0.0100 to 0.0300");
        assertThat(decision.warnings())
                .containsExactly("The new version is not activated: it is not better than popularity by more than the"
                        + " confidence interval; POST /models/vae/train with {\"preset\": \"ranking\"} may give a better"
                        + " version.");
    }

    @Test
    void activatesAVersionThatIsBetterThanTheVersionInServiceOnTheSameUsers() {
        PromotionDecision decision =
                PromotionDecision.of(Promotion.IF_BETTER, against(new Rival(3, lead(0.4, 0.39), false)));

        assertThat(decision.activated()).isTrue();
        assertThat(decision.reason()).contains("version 3 in service has 0.3900 for these users");
    }

    @Test
    void keepsTheVersionInServiceIfTheNewVersionIsNotBetter() {
        PromotionDecision decision =
                PromotionDecision.of(Promotion.IF_BETTER, against(new Rival(3, lead(0.4, 0.4), true)));

        assertThat(decision.activated()).isFalse();
        assertThat(decision.reason())
                .contains("version 3 in service has 0.4000", "may have been trained on them")
                .startsWith("Not activated");
        assertThat(decision.warnings()).isEmpty();
    }

    @Test
    void replacesAVersionInServiceThatCannotBeLoaded() {
        PromotionDecision decision = PromotionDecision.of(Promotion.IF_BETTER, against(new Rival(3, null, false)));

        assertThat(decision.activated()).isTrue();
        assertThat(decision.reason()).contains("version 3 in service cannot be loaded");
    }

    @Test
    void doesNotActivateAModelThatGivesEverybodyTheSameList() {
        Evidence same = new Evidence("vae", "ndcg@100", 95, 0, BETTER, true, Optional.empty(), Optional.empty());

        assertThat(PromotionDecision.of(Promotion.IF_BETTER, same).activated()).isFalse();
        assertThat(PromotionDecision.of(Promotion.IF_BETTER, same).warnings().get(0))
                .contains("nearly the same list to everybody", "{\"preset\": \"ranking\"}");
    }

    @Test
    void doesNotTrustAMeasurementOfFewUsersOrOfAPartOfThem() {
        assertNotActivated(measured(29, 0), "only 29 users could be tested, and fewer than 30 say little");
        assertNotActivated(measured(90, 5), "5 of 95 test users have too few relevant ratings to be tested");
        assertNotActivated(measured(0, 0), "no user has enough relevant ratings to be tested");
        assertThat(PromotionDecision.of(Promotion.IF_BETTER, measured(0, 0)).reason())
                .contains("it was not measured")
                .doesNotContain("0.0000");
    }

    @Test
    void reportsTheObstacleOfTheDataFirst() {
        Evidence evidence = new Evidence(
                "ease", "ndcg@100", 0, 0, BETTER, false, Optional.empty(), Optional.of("no rating reaches 4"));

        assertNotActivated(evidence, "no rating reaches 4");
    }

    @Test
    void followsTheRulesAlwaysAndNeverAndWarnsAllTheSame() {
        PromotionDecision always = PromotionDecision.of(Promotion.ALWAYS, evidence(UNCLEAR));

        assertThat(always.activated()).isTrue();
        assertThat(always.warnings()).singleElement().asString().startsWith("The new version is activated: it is not");
        assertThat(PromotionDecision.of(Promotion.NEVER, evidence(BETTER)).activated())
                .isFalse();
    }

    private static void assertNotActivated(Evidence evidence, String because) {
        PromotionDecision decision = PromotionDecision.of(Promotion.IF_BETTER, evidence);
        assertThat(decision.activated()).isFalse();
        assertThat(decision.reason()).contains(because);
        assertThat(decision.warnings()).singleElement().asString().contains(because);
    }

    private static Evidence evidence(Lead overPopularity) {
        return new Evidence("vae", "ndcg@100", 95, 0, overPopularity, false, Optional.empty(), Optional.empty());
    }

    private static Evidence measured(int users, int skipped) {
        return new Evidence("vae", "ndcg@100", users, skipped, BETTER, false, Optional.empty(), Optional.empty());
    }

    private static Evidence against(Rival rival) {
        return new Evidence("vae", "ndcg@100", 95, 0, BETTER, false, Optional.of(rival), Optional.empty());
    }

    private static Lead lead(double value, double other) {
        return new Lead(value, other, Estimate.exact(value - other));
    }
}
