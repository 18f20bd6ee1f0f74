package dev.palate.training.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkMessageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"epoch": 2, "epochs": 5, "batch": 3, "batches": 7}                | false
                    {"epoch": 2, "epochs": 5, "loss": 0.5}                             | true
                    {"epoch": 2, "batch": 7, "batches": 7, "loss": 0.5, "new": [1]}    | true
                    {"epoch": 2, "batch": 6, "batches": 7, "loss": 0.5}                | false
                    {"epoch": 0, "loss": 0.5}                                          | false
                    {"phase": "gram", "batch": 6, "batches": 7}                        | false
                    """)
    void anEpochEndsWithItsLoss(String json, boolean ends) {
        assertThat(SparkMessage.of("palate: " + json).orElseThrow().endsEpoch()).isEqualTo(ends);
    }

    @Test
    void readsWarningsAndErrors() {
        assertThat(SparkMessage.of("palate: {\"warning\": \"few steps\"}")
                        .orElseThrow()
                        .warning())
                .isEqualTo("few steps");
        assertThat(SparkMessage.of("palate: {\"error\": \"no users\"}")
                        .orElseThrow()
                        .error())
                .isEqualTo("no users");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "INFO palate: {}",
                "palate:{}",
                "palate: ",
                "palate: null",
                "palate: [",
                "palate: {\"epoch\": \"two\"}",
                "palate: {\"epoch\": 1e99}"
            })
    void everyOtherLineIsNoMessage(String line) {
        assertThat(SparkMessage.of(line)).isEmpty();
    }
}
