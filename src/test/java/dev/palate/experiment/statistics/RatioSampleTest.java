package dev.palate.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RatioSampleTest {

    /** By hand: 4 / 6, residuals -1/3, -2/3 and 1, so (14 / 9) * (3 / 2) / 36 (Cochran, 1977, equation 6.13). */
    @Test
    void hasTheVarianceOfTheDeltaMethod() {
        RatioSample sample = RatioSample.EMPTY.plus(1, 2).plus(0, 1).plus(3, 3);
        assertThat(sample.ratio()).isEqualTo(4.0 / 6, within(1e-15));
        assertThat(sample.variance()).isEqualTo(14.0 / 9 * 1.5 / 36, within(1e-15));
        assertThat(sample.logVariance()).isEqualTo(14.0 / 9 * 1.5 / 16, within(1e-15));
        assertThat(sample.users()).isEqualTo(3);
        assertThat(sample.contributors()).isEqualTo(2);
    }

    /** A share of users is a ratio with the denominator 1: 30 of 100 have the variance 0.3 * 0.7 / 99. */
    @Test
    void ofUsersIsAProportion() {
        RatioSample sample = users(30, 100);
        assertThat(sample.variance()).isEqualTo(0.3 * 0.7 / 99, within(1e-15));
    }

    @Test
    void isNotComparableWithoutClicksOrWithOneUser() {
        assertThat(RatioSample.EMPTY.isComparable()).isFalse();
        assertThat(RatioSample.EMPTY.plus(1, 1).isComparable()).isFalse();
        assertThat(RatioSample.EMPTY.plus(0, 1).plus(0, 1).isComparable()).isFalse();
        assertThat(RatioSample.EMPTY.plus(1, 1).plus(0, 1).isComparable()).isTrue();
    }

    static RatioSample users(long successes, long users) {
        return new RatioSample(users, successes, successes, users, successes, users, successes);
    }
}
