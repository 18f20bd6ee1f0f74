package dev.palate.experiment.statistics;

import static dev.palate.experiment.statistics.RatioSampleTest.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlComparisonTest {

    /**
     * Physicians' Health Study: 189 of 11,034 physicians with placebo and 104 of 11,037 with aspirin had a heart attack. The relative risk
     * is 1.82 with the 95 % interval 1.43 to 2.31 (Agresti, "An Introduction to Categorical Data Analysis", 2007, section 2.2.3).
     */
    @Test
    void hasTheRelativeRiskOfATextbook() {
        Lift lift = new ControlComparison(users(104, 11_037), List.of(users(189, 11_034)))
                .lifts()
                .get(0)
                .orElseThrow();
        assertThat(1 + lift.estimate()).isEqualTo(1.82, within(0.005));
        assertThat(1 + lift.low()).isEqualTo(1.43, within(0.005));
        assertThat(1 + lift.high()).isEqualTo(2.31, within(0.005));
        // By hand: ln 1.8178 = 0.59763, the error 0.12132, z = 4.926.
        assertThat(lift.pValue()).isEqualTo(8.4e-7, within(0.2e-7));
    }

    /** Dunnett, "New Tables for Multiple Comparisons with a Control", Biometrics 1964, tables II, the last line (equal sizes). */
    @Test
    void hasTheCriticalValuesOfDunnettsTables() {
        double loading = Math.sqrt(0.5);
        assertThat(new ManyToOne(0.3).criticalValue(0.05)).isEqualTo(1.96, within(0.005));
        assertThat(new ManyToOne(loading, loading).criticalValue(0.05)).isEqualTo(2.21, within(0.0051));
        assertThat(new ManyToOne(loading, loading, loading).criticalValue(0.05)).isEqualTo(2.35, within(0.0051));
        assertThat(new ManyToOne(loading, loading, loading, loading).criticalValue(0.05))
                .isEqualTo(2.44, within(0.0051));
        assertThat(new ManyToOne(loading, loading, loading).criticalValue(0.01)).isEqualTo(2.92, within(0.0051));
    }

    /** Independent comparisons: Sidak's 1 - (1 - 0.05)^(1 / 2), which is 2.2365. */
    @Test
    void ofIndependentTreatmentsIsSidaks() {
        assertThat(new ManyToOne(0, 0).criticalValue(0.05)).isEqualTo(2.23648, within(1e-4));
        assertThat(new ManyToOne(0.9949, 0.9949).pValue(1.96)).isBetween(0.05, 0.075);
    }

    @Test
    void callsExactlyTheIntervalsThatExcludeZeroSignificant() {
        for (int clicks = 100; clicks < 200; clicks++) {
            List<Optional<Lift>> lifts =
                    new ControlComparison(users(150, 1000), List.of(users(clicks, 1000), users(160, 1000))).lifts();
            Lift lift = lifts.get(0).orElseThrow();
            assertThat(lift.pValue() < ControlComparison.ALPHA).isEqualTo(lift.excludesZero());
        }
    }

    /** One half of the users of each arm: the relative variance is 1 for each user, so (1.95996 + 1.03643)^2 * (2 + 2) / ln(1.2)^2. */
    @Test
    void plansTheUsersOfThePowerFormula() {
        ControlComparison comparison =
                new ControlComparison(users(5_000_000, 10_000_000), List.of(users(5_000_000, 10_000_000)));
        assertThat(comparison.plannedUsers(0.2, 0.5, 0.5).orElseThrow()).isBetween(1080L, 1082L);
        // Shares of 0.1 and 0.9: 1 / 0.1 + 1 / 0.9 instead of 4.
        assertThat(comparison.plannedUsers(0.2, 0.1, 0.9).orElseThrow()).isBetween(3000L, 3006L);
    }

    @Test
    void comparesNothingWithoutClicks() {
        ControlComparison comparison = new ControlComparison(users(0, 100), List.of(users(3, 100), users(0, 100)));
        assertThat(comparison.lifts()).containsExactly(Optional.empty(), Optional.empty());
        assertThat(comparison.plannedUsers(0.1, 0.4, 0.3, 0.3)).isEmpty();
    }

    /** All users alike: no variance, but no division by zero either. */
    @Test
    void survivesUsersWithoutVariance() {
        Lift equal = new ControlComparison(users(100, 100), List.of(users(100, 100)))
                .lifts()
                .get(0)
                .orElseThrow();
        assertThat(equal).isEqualTo(new Lift(0, 0, 0, 1));
        RatioSample two = new RatioSample(100, 100, 200, 100, 400, 100, 200);
        Lift twice = new ControlComparison(users(100, 100), List.of(two))
                .lifts()
                .get(0)
                .orElseThrow();
        assertThat(twice.estimate()).isEqualTo(1, within(1e-12));
        assertThat(twice.pValue()).isZero();
    }
}
