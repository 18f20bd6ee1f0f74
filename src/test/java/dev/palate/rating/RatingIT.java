package dev.palate.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.Item;
import dev.palate.rating.history.Preference;
import dev.palate.rating.history.UserHistories;
import dev.palate.rating.history.UserHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@PalateIT
class RatingIT {

    private static final Instant TIME = Instant.parse("2020-02-03T04:05:06.123456Z");

    @Autowired
    private RestTestClient client;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private RatingWriter writer;

    @Autowired
    private UserHistories ratings;

    @Autowired
    private PreferenceWrites writes;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void threeItems() {
        jdbc.sql("delete from users").update();
        for (String id : List.of("1", "2", "10")) {
            catalogue.put(new Item(id, "Title " + id, 1990, List.of("Drama")));
        }
    }

    @Test
    void createsTheUserWithTheFirstRating() {
        put("ann", "1", "{\"value\":4.5,\"ratedAt\":\"2020-02-03T05:05:06.123456789+01:00\"}", 200);

        UserHistory rated = ratings.of("ann");
        assertThat(rated.preferences()).containsExactly(Preference.ofRating("1", 4.5f, TIME));
    }

    @Test
    void repeatsAWriteThatLosesADeadlock() {
        jdbc.sql("create sequence tries").update();
        jdbc.sql("""
                        create function lose() returns trigger language plpgsql as $$
                        begin
                            if nextval('tries') < 3 then raise exception 'lost' using errcode = '40P01'; end if;
                            return new;
                        end $$""").update();
        jdbc.sql("create trigger lose before insert on ratings for each row execute function lose()")
                .update();
        try {
            put("ann", "1", "{\"value\":4}", 200);
        } finally {
            jdbc.sql("drop function lose() cascade").update();
        }
        assertThat(jdbc.sql("select last_value from tries").query(Long.class).single())
                .isEqualTo(3);
    }

    @Test
    void movesTheRevisionWithEveryChangeAndOnlyThen() {
        writer.put(new NewRating("ann", "1", 3, TIME));
        long first = ratings.of("ann").revision();
        writer.put(new NewRating("ann", "1", 3, TIME));
        assertThat(ratings.of("ann").revision()).isEqualTo(first);
        writer.put(new NewRating("ann", "1", 4, TIME));
        long second = ratings.of("ann").revision();
        assertThat(second).isGreaterThan(first);
        writer.delete("ann", "1");
        assertThat(ratings.of("ann").revision()).isGreaterThan(second);
        assertThat(ratings.of("ann").preferences()).isEmpty();
    }

    @Test
    void countsAWriteThatChangesNothingBecauseAnotherReplicaMayHaveMadeItUnacknowledged() {
        writer.put(new NewRating("ann", "1", 3, TIME));
        int row = ratings.of("ann").userRow();
        long count = writes.count(row);
        writer.put(new NewRating("ann", "1", 3, TIME));

        assertThat(writes.count(row)).isGreaterThan(count);
    }

    @Test
    void neverGivesAnErasedUsersRevisionToItsSuccessor() {
        writer.put(new NewRating("ann", "1", 3, TIME));
        long erased = ratings.of("ann").revision();
        writer.eraseUser("ann");
        assertThatThrownBy(() -> ratings.of("ann")).isInstanceOf(UnknownUserException.class);

        writer.put(new NewRating("ann", "1", 3, TIME));
        assertThat(ratings.of("ann").revision()).isGreaterThan(erased);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.4", "5.1", "\"NaN\"", "\"good\"", "1e999", "null", "true", "[4]"})
    void namesTheScaleForAValueThatIsNotOnIt(String value) {
        client.put()
                .uri("/users/ann/ratings/1")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"value\":" + value + "}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/invalid-rating")
                .jsonPath("$.errors[0].field")
                .isEqualTo("value")
                .jsonPath("$.errors[0].message")
                .value(String.class, message -> assertThat(message).contains("a number from 0.5 to 5"));
        assertThatThrownBy(() -> ratings.of("ann")).isInstanceOf(UnknownUserException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "1800-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "+999999999-01-01T00:00:00Z"})
    void refusesAnImplausibleTime(String time) {
        put("ann", "1", "{\"value\":4,\"ratedAt\":\"" + time + "\"}", 400);
    }

    @Test
    void refusesAnUnknownItem() {
        put("ann", "404", "{\"value\":4}", 404);
        assertThatThrownBy(() -> ratings.of("ann")).isInstanceOf(UnknownUserException.class);
    }

    @Test
    void listsByValueWithTitles() {
        writer.putAll(List.of(
                new NewRating("ann", "10", 3, TIME),
                new NewRating("ann", "2", 5, TIME),
                new NewRating("ann", "1", 3, TIME)));

        client.get()
                .uri("/users/ann/ratings?sort=-value&size=2")
                .exchange()
                .expectBody()
                .jsonPath("$.items[*].itemId")
                .isEqualTo(List.of("2", "1"))
                .jsonPath("$.items[0].title")
                .isEqualTo("Title 2")
                .jsonPath("$.items[0].ratedAt")
                .isEqualTo(TIME.toString())
                .jsonPath("$.total")
                .isEqualTo(3);
        client.get()
                .uri("/users/ann/ratings?sort=best")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void takesABatchAsArrayOrLines() {
        post(
                "[{\"userId\":\"ann\",\"itemId\":\"1\",\"value\":4},{\"userId\":7,\"itemId\":2,\"value\":2}]",
                "application/json",
                200);
        post(
                "{\"userId\":\"bob\",\"itemId\":\"1\",\"value\":4}\n{\"userId\":\"bob\",\"itemId\":\"2\",\"value\":1}\n",
                "application/x-ndjson",
                200);

        assertThat(ratings.of("7").preferences()).extracting(Preference::itemId).containsExactly("2");
        assertThat(ratings.of("bob").preferences()).hasSize(2);
    }

    @Test
    void keepsTheLastOfTwoForOnePair() {
        writer.putAll(List.of(new NewRating("ann", "1", 5, TIME), new NewRating("ann", "1", 2, TIME)));

        assertThat(ratings.of("ann").preferences()).containsExactly(Preference.ofRating("1", 2, TIME));
    }

    @Test
    void writesNothingOfABatchWithABadEntry() {
        client.post()
                .uri("/ratings")
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        "[{\"userId\":\"ann\",\"itemId\":\"1\",\"value\":4},{\"userId\":\"ann\",\"itemId\":\"1\",\"value\":9},{\"itemId\":\"1\",\"value\":1}]")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[*].field")
                .isEqualTo(List.of("[1].value", "[2].userId"));
        client.post()
                .uri("/ratings")
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        "[{\"userId\":\"ann\",\"itemId\":\"1\",\"value\":4},{\"userId\":\"ann\",\"itemId\":\"x\",\"value\":4}]")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("[1].itemId");
        post("[{\"userId\":\"ann\",\"itemId\":\"1\",\"value\":4},", "application/json", 400);
        post("[1,2]", "application/json", 400);
        assertThatThrownBy(() -> ratings.of("ann")).isInstanceOf(UnknownUserException.class);
    }

    @Test
    void limitsTheSizeOfABatch() {
        String entry = "{\"userId\":\"ann\",\"itemId\":\"1\",\"value\":4}\n";
        post(entry.repeat(10_001), "application/x-ndjson", 413);
        post(entry.repeat(10_000), "application/x-ndjson", 200);
    }

    @Test
    void holdsTheScaleInTheDatabaseToo() {
        writer.put(new NewRating("ann", "1", 5, TIME));

        assertThatThrownBy(() -> jdbc.sql("update ratings set value = 5.5").update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> jdbc.sql("update ratings set value = 'NaN'").update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void letsManyWritersOfTheSameUsersThrough() throws Exception {
        List<String> users = IntStream.range(0, 20).mapToObj(n -> "u" + n).toList();
        List<Callable<Void>> work = IntStream.range(0, 8)
                .<Callable<Void>>mapToObj(seed -> () -> {
                    Random random = new Random(seed);
                    for (int round = 0; round < 20; round++) {
                        List<String> shuffled = new ArrayList<>(users);
                        Collections.shuffle(shuffled, random);
                        int value = 1 + random.nextInt(5);
                        writer.putAll(shuffled.stream()
                                .flatMap(user -> List.of("10", "1", "2").stream()
                                        .map(item -> new NewRating(user, item, value, TIME)))
                                .collect(Collectors.toList()));
                        writer.put(new NewRating(shuffled.get(0), "2", value, TIME));
                        if (round % 10 == 9) {
                            catalogue.delete("10");
                            catalogue.put(new Item("10", "again", null, List.of()));
                        }
                    }
                    return null;
                })
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            int unknown = 0;
            for (Future<Void> done : threads.invokeAll(work)) {
                try {
                    done.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    // Another writer had just erased item 10: a clear answer, and the only one allowed.
                    assertThat(e.getCause())
                            .isInstanceOfAny(
                                    InvalidRatingsException.class, dev.palate.catalogue.UnknownItemException.class);
                    unknown++;
                }
            }
            assertThat(unknown).isLessThan(work.size());
        } finally {
            threads.shutdownNow();
        }
        for (String user : users) {
            assertThat(ratings.of(user).preferences()).hasSizeBetween(2, 3);
        }
    }

    private void put(String user, String item, String body, int status) {
        client.put()
                .uri("/users/{user}/ratings/{item}", user, item)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private void post(String body, String type, int status) {
        client.post()
                .uri("/ratings")
                .contentType(MediaType.parseMediaType(type))
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }
}
