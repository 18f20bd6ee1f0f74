package dev.palate.core.hyperparameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final List<String> KNOWN = List.of("epochs", "learningRate", "batchSize", "k", "includeRated");

    @ParameterizedTest
    @CsvSource({
        "epoch, epochs",
        "learning_rate, learningRate",
        "LearnRate, learningRate",
        "bachtSize, batchSize",
        "K, k",
        "include-rated, includeRated"
    })
    void findsTheNameThatWasMeant(String given, String meant) {
        assertThat(NearestName.of(given, KNOWN)).contains(meant);
    }

    @Test
    void takesLongNames() {
        assertThat(NearestName.of("e".repeat(1_000_000), KNOWN)).isPresent();
        assertThat(NearestName.of("x", List.of())).isEmpty();
    }
}
