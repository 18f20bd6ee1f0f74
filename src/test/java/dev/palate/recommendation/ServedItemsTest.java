package dev.palate.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.catalogue.Item;
import dev.palate.recommendation.scoring.Origin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServedItemsTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final ServedItems served = new ServedItems(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void coversNothingBeforeTheFirstList() {
        assertThat(served.coverage()).isZero();
    }

    @Test
    void countsAnItemOnceAndForgetsItWithinTwoHours() {
        served.add(list("a", "b"), 10);
        served.add(list("b", "c"), 10);
        assertThat(served.coverage()).isEqualTo(0.3);

        now = now.plus(Duration.ofMinutes(61));
        served.add(list("d"), 10);
        assertThat(served.coverage()).isEqualTo(0.4);

        now = now.plus(Duration.ofMinutes(61));
        assertThat(served.coverage()).isEqualTo(0.1);

        now = now.plus(Duration.ofHours(5));
        assertThat(served.coverage()).isZero();
    }

    private static Recommendations list(String... ids) {
        List<RecommendedItem> items = Stream.of(ids)
                .map(id -> new RecommendedItem(1, new Item(id, id, null, List.of()), 1))
                .toList();
        return Recommendations.of(Origin.POPULARITY, items);
    }
}
