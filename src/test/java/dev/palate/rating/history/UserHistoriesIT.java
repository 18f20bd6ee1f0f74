package dev.palate.rating.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.Item;
import dev.palate.rating.NewRating;
import dev.palate.rating.RatingWriter;
import dev.palate.rating.UnknownUserException;
import dev.palate.rating.UserErased;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

@PalateIT
class UserHistoriesIT {

    private static final Instant TIME = Instant.parse("2020-02-03T04:05:06Z");

    @Autowired
    private UserHistories histories;

    @Autowired
    private HistoryReader reader;

    @Autowired
    private Verifications verifications;

    @Autowired
    private RatingWriter writer;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void twoItems() {
        jdbc.sql("delete from users").update();
        catalogue.put(new Item("1", "One", 1990, List.of()));
        catalogue.put(new Item("2", "Two", 1990, List.of()));
    }

    private UserHistories caching(int cacheBytes) {
        return new UserHistories(
                reader,
                new HistorySettings(DataSize.ofBytes(cacheBytes), true),
                new HistoryMetrics(registry),
                verifications,
                clock);
    }

    private double count(String outcome) {
        return registry.get("palate.histories")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private void rate(String user, String item, float value) {
        writer.put(new NewRating(user, item, value, TIME));
    }

    private static Map<String, Float> values(UserHistory user) {
        return user.preferences().stream().collect(Collectors.toMap(Preference::itemId, Preference::value));
    }

    @Test
    void readsRatingsOnceAndAgainAfterEachChange() {
        UserHistories cached = caching(100_000);
        rate("ann", "1", 5);

        UserHistory first = cached.of("ann");
        assertThat(cached.of("ann")).isSameAs(first);
        rate("ann", "2", 3);
        assertThat(values(cached.of("ann"))).isEqualTo(Map.of("1", 5f, "2", 3f));
        writer.delete("ann", "1");
        assertThat(values(cached.of("ann"))).isEqualTo(Map.of("2", 3f));
        catalogue.delete("2");
        assertThat(values(cached.of("ann"))).isEmpty();

        assertThat(List.of(count("uncached"), count("cached"), count("changed")))
                .containsExactly(1.0, 1.0, 3.0);
    }

    @Test
    void aUserCreatedAgainAfterErasureHasNoOldRatings() {
        rate("ann", "1", 5);
        int oldRow = histories.of("ann").userRow();
        writer.eraseUser("ann");

        assertThatThrownBy(() -> histories.of("ann")).isInstanceOf(UnknownUserException.class);
        rate("ann", "2", 1);
        assertThat(values(histories.of("ann"))).isEqualTo(Map.of("2", 1f));
        assertThat(histories.of("ann").userRow()).isNotEqualTo(oldRow);
    }

    @Test
    void anErasureInThisProcessClearsTheCacheAtOnce() {
        UserHistories cached = caching(100_000);
        rate("ann", "1", 5);
        UserHistory user = cached.of("ann");

        cached.forget(new UserErased("ann", user.userRow()));

        assertThat(cached.of("ann")).isEqualTo(user).isNotSameAs(user);
    }

    @Test
    void readsManyUsersTogetherWhetherCachedChangedOrUncached() {
        rate("ann", "1", 5);
        rate("bob", "1", 4);
        UserHistories cached = caching(100_000);
        UserHistory ann = cached.of("ann");
        cached.of("bob");
        rate("bob", "2", 2);
        rate("cid", "2", 3);

        assertThat(cached.ofAll(List.of("ann", "bob", "nobody", "cid", "ann")))
                .extracting(UserHistory::userId, UserHistoriesIT::values)
                .containsExactlyInAnyOrder(
                        tuple("ann", Map.of("1", 5f)),
                        tuple("bob", Map.of("1", 4f, "2", 2f)),
                        tuple("cid", Map.of("2", 3f)));
        assertThat(cached.of("ann")).isSameAs(ann);
    }

    @Test
    void boundsTheCacheByBytes() {
        UserHistories cached = caching(10_000);
        for (int user = 0; user < 200; user++) {
            rate("user-" + user, "1", 5);
            cached.of("user-" + user);
        }

        await().until(() -> registry.get("palate.histories.bytes").gauge().value() <= 10_000);
        assertThat(registry.get("palate.histories.bytes").gauge().value()).isPositive();
    }

    @Test
    void readsOwnWritesUnderConcurrency() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Void>> results = new ArrayList<>();
            for (int n = 0; n < 16; n++) {
                results.add(threads.submit(changesAndReads("user-" + n)));
            }
            for (Future<Void> result : results) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Void> changesAndReads(String user) {
        return () -> {
            for (int round = 0; round < 30; round++) {
                float value = 1 + round % 5;
                rate(user, "1", value);
                assertThat(values(histories.of(user))).isEqualTo(Map.of("1", value));
                assertThat(values(histories.of(user))).isEqualTo(Map.of("1", value));
                if (round % 10 == 9) {
                    writer.eraseUser(user);
                    assertThatThrownBy(() -> histories.of(user)).isInstanceOf(UnknownUserException.class);
                }
            }
            return null;
        };
    }
}
