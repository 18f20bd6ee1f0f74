package dev.palate.feedback.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.feedback.split.SplitResults.Lift;
import dev.palate.feedback.split.SplitResults.SampleRatio;
import org.junit.jupiter.api.Test;

class ArmTotalsTest {

    /** One list per user: the variance is then that of a share, p (1 - p) / (n - 1). */
    @Test
    void intervalsOfOneListPerUserAreThoseOfShares() {
        Lift lift = ArmTotals.lift(arm("active", 100, 100, 20, 100, 20, 20), arm("test", 50, 50, 20, 50, 20, 20));

        assertThat(lift).isNotNull();
        assertThat(lift.active()).isEqualTo(0.2);
        assertThat(lift.test()).isEqualTo(0.4);
        double margin = 1.959964 * Math.sqrt(0.2 * 0.8 / 99 + 0.4 * 0.6 / 49);
        assertThat(lift.difference()).isCloseTo(0.2, within(1e-12));
        assertThat(lift.low()).isCloseTo(0.2 - margin, within(1e-9));
        assertThat(lift.high()).isCloseTo(0.2 + margin, within(1e-9));
    }

    /** Two users with ten lists each, of which one hits always and the other never: two observations, not twenty. */
    @Test
    void theListsOfOneUserAreOneObservation() {
        Lift lift = ArmTotals.lift(arm("active", 2, 20, 10, 200, 100, 100), arm("test", 20, 20, 10, 20, 10, 10));

        assertThat(lift).isNotNull();
        assertThat(lift.high() - lift.low()).isCloseTo(2 * 1.959964 * Math.sqrt(0.25 + 0.25 / 19), within(1e-9));
    }

    @Test
    void isUnknownWithOneUser() {
        assertThat(ArmTotals.lift(arm("active", 1, 5, 1, 25, 1, 5), arm("test", 9, 9, 1, 9, 1, 1)))
                .isNull();
        assertThat(ArmTotals.lift(null, arm("test", 9, 9, 1, 9, 1, 1))).isNull();
        assertThat(ArmTotals.sampleRatio(null, null, 0.5)).isNull();
    }

    /** Of 1,000 users 500 are expected; 550 are 3.162 standard deviations away, whose p-value is 0.001565. */
    @Test
    void findsArmsOfTheWrongSize() {
        SampleRatio ratio =
                ArmTotals.sampleRatio(arm("active", 450, 1, 0, 1, 0, 0), arm("test", 550, 1, 0, 1, 0, 0), 0.5);
        assertThat(ratio).isNotNull();
        assertThat(ratio.observed()).isEqualTo(0.55);
        assertThat(ratio.pValue()).isCloseTo(0.001565, within(1e-6));
        assertThat(ratio.suspicious()).isFalse();

        SampleRatio lost = ArmTotals.sampleRatio(arm("active", 100, 1, 0, 1, 0, 0), null, 0.5);
        assertThat(lost).isNotNull();
        assertThat(lost.suspicious()).isTrue();
    }

    private static ArmTotals arm(
            String arm, long users, long answers, long hits, double squares, double hitSquares, double products) {
        return new ArmTotals(arm, 1, users, answers, answers, hits, 0, hits, hits, squares, hitSquares, products);
    }
}
