package dev.palate.rating.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateApplication;
import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.Item;
import dev.palate.database.replica.Replicas;
import dev.palate.rating.NewRating;
import dev.palate.rating.RatingWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Two services on one database: one that reads without questions because it is alone, and another that comes, writes and leaves. Each
 * write that one of them has acknowledged is in the next history that the other reads.
 */
class ReplicaFreshnessIT {

    private static final int WRITES = 40;
    private static final Instant TIME = Instant.parse("2020-02-03T04:05:06Z");

    private final Database database = PostgresFixture.newMigratedDatabase();

    @Test
    void eachReadsTheWritesOfTheOther() {
        try (ConfigurableApplicationContext first = start()) {
            first.getBean(Catalogue.class).put(new Item("1", "One", 1990, List.of()));
            rate(first, 0);
            awaitAlone(first);
            for (int round = 1; round <= 2; round++) {
                assertThat(value(first)).isEqualTo(value(first));
                try (ConfigurableApplicationContext second = start()) {
                    writeByTurns(first, second);
                }
                awaitAlone(first);
            }
        }
    }

    /** The first write of the second service happens as soon as it can, while the first one still believes that it is alone. */
    private static void writeByTurns(ConfigurableApplicationContext first, ConfigurableApplicationContext second) {
        for (int write = 0; write < WRITES; write++) {
            float value = 1 + write % 5;
            rate(write % 3 == 2 ? first : second, value);
            assertThat(value(first)).as("write " + write).isEqualTo(value);
            assertThat(value(second)).as("write " + write).isEqualTo(value);
        }
    }

    private static void awaitAlone(ConfigurableApplicationContext service) {
        Replicas replicas = service.getBean(Replicas.class);
        await().atMost(Duration.ofSeconds(30)).until(() -> replicas.alonePeriod() != Replicas.NOT_ALONE);
    }

    private static void rate(ConfigurableApplicationContext service, float value) {
        service.getBean(RatingWriter.class).put(new NewRating("ann", "1", Math.max(1, value), TIME));
    }

    private static float value(ConfigurableApplicationContext service) {
        return service.getBean(UserHistories.class)
                .of("ann")
                .preferences()
                .get(0)
                .value();
    }

    private ConfigurableApplicationContext start() {
        String[] arguments = Stream.concat(
                        Stream.of(database.properties()),
                        Stream.of("server.port=0", "palate.histories.compare-always=false"))
                .map(property -> "--" + property)
                .toArray(String[]::new);
        return new SpringApplicationBuilder(PalateApplication.class).run(arguments);
    }
}
