package dev.palate.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleRatioTest {

    /** Kohavi, Tang and Xu, "Trustworthy Online Controlled Experiments", 2020, chapter 3: 821,588 and 815,482 users, p = 1.8e-6. */
    @Test
    void findsTheMismatchOfATextbook() {
        SampleRatio ratio = SampleRatio.of(new double[] {0.5, 0.5}, new long[] {821_588, 815_482});
        assertThat(ratio.pValue()).isEqualTo(1.8e-6, within(0.05e-6));
        assertThat(ratio.broken()).isTrue();
    }

    /** Mendel's peas: 315, 108, 101 and 32 at 9 : 3 : 3 : 1 have a chi-square of 0.470, so p = 0.925. */
    @Test
    void acceptsMendelsPeas() {
        SampleRatio ratio =
                SampleRatio.of(new double[] {9.0 / 16, 3.0 / 16, 3.0 / 16, 1.0 / 16}, new long[] {315, 108, 101, 32});
        assertThat(ratio.pValue()).isEqualTo(0.925, within(0.001));
        assertThat(ratio.broken()).isFalse();
    }

    @Test
    void ofNoUsersIsNotBroken() {
        assertThat(SampleRatio.of(new double[] {0.5, 0.5}, new long[] {0, 0})).isEqualTo(new SampleRatio(1, false));
    }

    @Test
    void findsALostArm() {
        assertThat(SampleRatio.of(new double[] {0.4, 0.3, 0.3}, new long[] {40, 30, 0})
                        .broken())
                .isTrue();
    }
}
