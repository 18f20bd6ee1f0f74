package dev.palate.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BootstrapTest {

    @Test
    void coversTheNormalIntervalOfAMean() {
        // 400 values, half 0 and half 1: mean .5, standard error .025, so about .5 +- 1.96 * .025.
        double[] values = new double[400];
        for (int i = 0; i < 400; i += 2) {
            values[i] = 1;
        }
        Estimate estimate = new Bootstrap(4000, 1).mean(values);
        assertThat(estimate.mean()).isEqualTo(0.5);
        assertThat(estimate.low()).isCloseTo(0.451, within(0.004));
        assertThat(estimate.high()).isCloseTo(0.549, within(0.004));
    }

    @Test
    void answersTheSameForTheSameSeed() {
        double[] values = {0.1, 0.5, 0.9, 0.3};
        assertThat(new Bootstrap(200, 7).mean(values)).isEqualTo(new Bootstrap(200, 7).mean(values));
        assertThat(new Bootstrap(200, 8).mean(values)).isNotEqualTo(new Bootstrap(200, 7).mean(values));
    }

    @Test
    void isExactForEqualValuesAndZeroForNone() {
        assertThat(new Bootstrap(100, 1).mean(new double[] {0.25, 0.25})).isEqualTo(Estimate.exact(0.25));
        assertThat(new Bootstrap(100, 1).mean(new double[0])).isEqualTo(Estimate.exact(0));
    }

    @Test
    void computesErrorsOfPredictions() {
        RatingError error = new RatingError();
        assertThat(error.rmse()).isZero();
        error.add(3, 4);
        error.add(5, 2);
        assertThat(error.rmse()).isCloseTo(Math.sqrt(5), within(1e-12));
        assertThat(error.mae()).isEqualTo(2);
        assertThat(error.count()).isEqualTo(2);
    }
}
