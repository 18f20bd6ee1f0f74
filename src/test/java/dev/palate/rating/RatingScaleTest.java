package dev.palate.rating;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatingScaleTest {

    @ParameterizedTest
    @CsvSource({"0.1, 0.9", "0.1, 5.3", "0.7, 9.7", "-0.3, 0.3", "0, 100", "1.1, 1.2"})
    void includesBothEndsAsDecimals(String minimum, String maximum) {
        RatingScale scale = new RatingScale(Float.parseFloat(minimum), Float.parseFloat(maximum), 100);

        assertThat(scale.contains(Double.parseDouble(minimum))).isTrue();
        assertThat(scale.contains(Double.parseDouble(maximum))).isTrue();
        assertThat(scale.contains(Double.parseDouble(minimum) - 0.001)).isFalse();
        assertThat(scale.contains(Double.parseDouble(maximum) + 0.001)).isFalse();
        assertThat(scale.contains(Double.NaN)).isFalse();
    }
}
