package dev.palate.training.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "P1D, 2026-11-21T10:00:00Z",
        "PT6H, 2026-11-20T16:00:00Z",
        "P1DT12H, 2026-11-21T22:00:00Z",
        "P2W, 2026-12-04T10:00:00Z",
        "0 0 3 * * MON, 2026-11-23T03:00:00Z",
        "@daily, 2026-11-21T00:00:00Z"
    })
    void hasANextTime(String text, Instant expected) {
        assertThat(Recurrence.parse(text).next(START)).contains(expected);
    }

    @Test
    void mayBeNever() {
        assertThat(Recurrence.parse("never").next(START)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "daily",
                "1d",
                "P",
                "PT",
                "PT59S",
                "-P1D",
                "P-1D",
                "P3651D",
                "P1M",
                "P1Y",
                "P99999999999W",
                "P1W2",
                "0 3 * * *",
                "0 0 3 30 2 *",
                "0 61 3 * * *"
            })
    void refusesWhatHasNoTimes(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Recurrence.parse(text));
    }
}
