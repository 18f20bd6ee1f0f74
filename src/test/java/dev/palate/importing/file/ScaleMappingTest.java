package dev.palate.importing.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.rating.RatingScale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleMappingTest {

    @ParameterizedTest
    @CsvSource({"0.1f, 5.3f", "0.1f, 0.9f", "0.7f, 9.7f", "-0.3f, 0.3f"})
    void mapsTheEndsOntoTheEnds(float minimum, float maximum) {
        RatingScale scale = new RatingScale(minimum, maximum, 100);
        ScaleMapping mapping = new ScaleMapping(0.3, 7.1, scale);

        assertThat((float) mapping.apply(0.3)).isEqualTo(minimum);
        assertThat((float) mapping.apply(7.1)).isEqualTo(maximum);
        assertThat(mapping.apply(3.7)).isCloseTo((minimum + maximum) / 2.0, org.assertj.core.data.Offset.offset(1e-6));
    }
}
