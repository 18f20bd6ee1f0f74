package dev.palate.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A service without a model: the popularity fallback computes the lists, and feedback about them is recorded as for any model. */
@PalateIT
class FeedbackIT {

    @Autowired
    private RestTestClient client;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private RecommendationIds ids;

    @Autowired
    private Clock clock;

    @BeforeEach
    void threeItemsAndAUser() {
        jdbc.sql("delete from recommendation_events").update();
        for (String item : List.of("1", "2", "3")) {
            client.put()
                    .uri("/items/{item}", item)
                    .body(Map.of("title", "Film " + item))
                    .exchange()
                    .expectStatus()
                    .is2xxSuccessful();
        }
        rate("ann", "1");
    }

    @Test
    void everyListHasAnIdThatEventsCanReferTo() {
        String visitor = post("/recommendations", "{\"ratings\": []}", 200);
        String batch = post("/recommendations/batch", "{\"users\": [\"ann\"]}", 200);
        for (String id : List.of(
                idOfAnn(),
                JsonPath.<String>read(visitor, "$.recommendationId"),
                JsonPath.<String>read(batch, "$.results[0].recommendationId"))) {
            assertThat(id).matches("[A-Za-z0-9_-]{40,100}");
            assertThat(record(id, "{\"type\": \"shown\", \"itemId\": \"2\"}", 200))
                    .contains("\"recorded\":1");
        }
    }

    @Test
    void anUnchangedListKeepsItsIdAndIsAnsweredWith304() {
        EntityExchangeResult<String> first = listForAnn(null);
        String tag = first.getResponseHeaders().getETag();
        assertThat(listForAnn(tag).getStatus()).isEqualTo(HttpStatus.NOT_MODIFIED);
        assertThat(listForAnn(null).getResponseHeaders().getETag()).isEqualTo(tag);
        assertThat(read(listForAnn(null)))
                .satisfiesAnyOf(
                        id -> assertThat(id).isEqualTo(read(first)),
                        id -> assertThat(hourHasChangedSince(first)).isTrue());
    }

    @Test
    void issuingAListWritesNothing() {
        // A background task may write once, but not each time.
        assertThat(IntStream.range(0, 5).mapToLong(time -> {
                    long transactions = writingTransactions();
                    idOfAnn();
                    return writingTransactions() - transactions;
                }))
                .contains(0L);
    }

    @Test
    void recordsEachEventOnce() {
        String id = idOfAnn();
        String event = "{\"type\": \"rated\", \"itemId\": \"2\", \"value\": 4}";
        assertThat(record(id, event, 200)).isEqualTo("{\"recorded\":1,\"repeated\":0}");
        assertThat(record(id, event + "," + event + ", {\"type\": \"shown\", \"itemId\": \"2\"}", 200))
                .isEqualTo("{\"recorded\":1,\"repeated\":2}");
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void recordsAllEventsOrNone() {
        String id = idOfAnn();
        String problem = record(
                id, "{\"type\": \"shown\", \"itemId\": \"2\"}, {\"type\": \"shown\", \"itemId\": \"none\"}", 400);
        assertThat(JsonPath.<String>read(problem, "$.errors[0].field")).isEqualTo("events[1].itemId");
        record(id, "{\"type\": \"seen\", \"itemId\": \"2\"}", 400);
        record(id, "{\"type\": \"rated\", \"itemId\": \"2\", \"value\": 9}", 400);
        record(id, "{\"type\": \"clicked\", \"itemId\": \"2\", \"value\": 4}", 400);
        assertThat(count()).isZero();
    }

    @Test
    void rejectsIdsThatItDidNotIssue() {
        String id = idOfAnn();
        String changed = (id.charAt(0) == 'A' ? 'B' : 'A') + id.substring(1);
        for (String forged : List.of("none", "1", changed, id.substring(2), "A".repeat(60), "A".repeat(3000))) {
            assertThat(JsonPath.<String>read(record(forged, "{\"type\": \"shown\", \"itemId\": \"2\"}", 404), "$.type"))
                    .isEqualTo("https://palate.dev/problems/unknown-recommendation");
        }
    }

    @Test
    void rejectsEventsAboutListsWhoseRetentionHasEnded() {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        record(
                ids.of(new IssuedList(new ListSource("vae", 1, null), null, hour.minus(Duration.ofDays(92)), 1)),
                shown("1"),
                404);
        // The retention includes this day, but its partition was dropped under an earlier, shorter retention.
        record(
                ids.of(new IssuedList(new ListSource("vae", 1, null), null, hour.minus(Duration.ofDays(80)), 1)),
                shown("1"),
                404);
    }

    @Test
    void comparesVersionsByTheFeedbackAboutTheirLists() {
        record(listOf("vae", 3, Arm.TEST, 1), shown("1", "2"), 200);
        record(listOf("vae", 3, Arm.TEST, 1), "{\"type\": \"clicked\", \"itemId\": \"2\"}", 200);
        record(listOf("vae", 3, Arm.TEST, 2), shown("1", "2"), 200);
        record(listOf("vae", 3, Arm.TEST, 2), "{\"type\": \"clicked\", \"itemId\": \"3\"}", 200);
        record(listOf("vae", 2, Arm.ACTIVE, 3), shown("3"), 200);
        record(listOf("vae", 2, Arm.ACTIVE, 3), "{\"type\": \"rated\", \"itemId\": \"3\"}", 200);

        String body = get("/models/comparison?online=true&days=2");

        assertThat(JsonPath.<List<Map<String, Object>>>read(body, "$.online.versions"))
                .containsExactly(
                        row("vae", 3, "test", 2, 4, 2, 0, 0.25, 0.5), row("vae", 2, "active", 1, 1, 0, 1, 0.0, 1.0));
        assertThat(get("/models/comparison")).doesNotContain("online");
        assertThat(get("/actuator/prometheus")).contains("palate_feedback_events_total{type=\"clicked\"}");
    }

    @Test
    void erasesAUsersEventsWithTheUserAndRejectsLaterOnes() {
        rate("eve", "1");
        String id = JsonPath.read(get("/users/eve/recommendations"), "$.recommendationId");
        record(id, shown("2"), 200);
        record(idOfAnn(), shown("2"), 200);
        client.delete().uri("/users/eve").exchange().expectStatus().isNoContent();
        assertThat(count()).isEqualTo(1);
        record(id, shown("3"), 404);
        rate("eve", "1");
        record(id, shown("3"), 404);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void createsPartitionsOfFutureDaysAndDropsExpiredOnes() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Clock later = Clock.fixed(clock.instant().plus(Duration.ofDays(40)), ZoneOffset.UTC);
        FeedbackSettings month = new FeedbackSettings(Duration.ofDays(30), Duration.ofHours(1), Duration.ofMinutes(1));
        record(idOfAnn(), shown("2"), 200);

        new EventPartitions(jdbc, transaction, month, later).maintain();

        assertThat(partitions()).contains(name(today.plusDays(47))).doesNotContain(name(today));
        assertThat(count()).isZero();
        new EventPartitions(jdbc, transaction, month, clock).maintain();
        assertThat(partitions()).contains(name(today));
    }

    private List<String> partitions() {
        return jdbc.sql("select inhrelid::regclass::text from pg_inherits"
                        + " where inhparent = 'recommendation_events'::regclass")
                .query(String.class)
                .list();
    }

    private static String name(LocalDate day) {
        return "recommendation_events_" + day.toString().replace("-", "");
    }

    private static Map<String, Object> row(
            String model,
            int version,
            String arm,
            int answers,
            int shown,
            int clicked,
            int rated,
            double ctr,
            double hits) {
        return Map.of(
                "model",
                model,
                "version",
                version,
                "arm",
                arm,
                "answers",
                answers,
                "shown",
                shown,
                "clicked",
                clicked,
                "rated",
                rated,
                "clickThroughRate",
                ctr,
                "hitRate",
                hits);
    }

    private String listOf(String model, int version, Arm arm, long content) {
        return ids.of(new IssuedList(
                new ListSource(model, version, arm), null, clock.instant().truncatedTo(ChronoUnit.HOURS), content));
    }

    private static String shown(String... items) {
        return String.join(
                ",",
                List.of(items).stream()
                        .map("{\"type\": \"shown\", \"itemId\": \"%s\"}"::formatted)
                        .toList());
    }

    private String idOfAnn() {
        return read(listForAnn(null));
    }

    private static String read(EntityExchangeResult<String> list) {
        return JsonPath.read(list.getResponseBody(), "$.recommendationId");
    }

    private boolean hourHasChangedSince(EntityExchangeResult<String> list) {
        return !ids.read(read(list)).list().hour().equals(clock.instant().truncatedTo(ChronoUnit.HOURS));
    }

    private EntityExchangeResult<String> listForAnn(String tag) {
        return client.get()
                .uri("/users/ann/recommendations?k=2")
                .headers(headers -> {
                    if (tag != null) {
                        headers.set(HttpHeaders.IF_NONE_MATCH, tag);
                    }
                })
                .exchange()
                .returnResult(String.class);
    }

    private void rate(String user, String item) {
        client.put()
                .uri("/users/{user}/ratings/{item}", user, item)
                .body(Map.of("value", 4))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private long count() {
        return jdbc.sql("select count(*) from recommendation_events")
                .query(Long.class)
                .single();
    }

    /** A counter of transactions: those that write are assigned a number, those that read are not. */
    private long writingTransactions() {
        return jdbc.sql("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
                .query(Long.class)
                .single();
    }

    private String record(String id, String events, int expected) {
        return post("/recommendations/" + id + "/events", "{\"events\": [" + events + "]}", expected);
    }

    private String post(String path, String body, int expected) {
        return client.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(expected)
                .returnResult(String.class)
                .getResponseBody();
    }

    private String get(String path) {
        return client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody();
    }
}
