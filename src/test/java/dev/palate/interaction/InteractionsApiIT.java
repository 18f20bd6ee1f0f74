package dev.palate.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.Item;
import dev.palate.rating.PreferenceWrites;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

@PalateIT
@TestPropertySource(properties = "palate.interactions.batch-limit=1000")
class InteractionsApiIT {

    private static final String TIME = "2026-01-31T12:00:00Z";

    @Autowired
    private RestTestClient client;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private InteractionWriter writer;

    @Autowired
    private InteractionSettings settings;

    @Autowired
    private PreferenceWrites writes;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void threeItems() {
        jdbc.sql("delete from users").update();
        jdbc.sql("delete from items").update();
        for (String id : List.of("1", "2", "3")) {
            catalogue.put(new Item(id, "Title " + id, 1990, List.of()));
        }
    }

    @Test
    void storesOneRowForEachUserItemAndType() {
        String written = post("/interactions", """
                        [{"userId": "ann", "itemId": "1", "type": "view", "time": "2026-01-31T12:00:00Z", "value": 2},
                         {"userId": "ann", "itemId": "1", "type": "view", "time": "2026-01-31T13:00:00+02:00", "value": 3.5},
                         {"userId": "ann", "itemId": "1", "type": "purchase", "time": "2026-01-30T00:00:00Z"}]""", 200);

        assertThat(written).isEqualTo("{\"written\":3,\"repeated\":0}");
        assertThat(get("/users/ann/interactions"))
                .isEqualTo("{\"items\":["
                        + "{\"itemId\":\"1\",\"title\":\"Title 1\",\"type\":\"view\",\"count\":2,\"value\":2.0,"
                        + "\"firstAt\":\"2026-01-31T11:00:00Z\",\"lastAt\":\"2026-01-31T12:00:00Z\"},"
                        + "{\"itemId\":\"1\",\"title\":\"Title 1\",\"type\":\"purchase\",\"count\":1,\"value\":null,"
                        + "\"firstAt\":\"2026-01-30T00:00:00Z\",\"lastAt\":\"2026-01-30T00:00:00Z\"}],"
                        + "\"page\":0,\"size\":50,\"total\":2}");
    }

    @Test
    void addsToStoredInteractions() {
        post("/interactions", "[" + entry("ann", "1", "view", "2026-01-31T12:00:00Z", 2) + "]", 200);
        post("/interactions", "[" + entry("ann", "1", "view", "2026-01-01T00:00:00Z", 9) + "]", 200);
        assertThat(get("/users/ann/interactions"))
                .contains("\"count\":2,\"value\":2.0,\"firstAt\":\"2026-01-01T00:00:00Z\"", TIME);

        post("/interactions", "[" + entry("ann", "1", "view", "2026-02-01T00:00:00Z", 7) + "]", 200);
        assertThat(get("/users/ann/interactions")).contains("\"count\":3,\"value\":7.0");
        jdbc.sql("update interactions set count = 2147483647").update();
        post("/interactions", "[" + entry("ann", "1", "view", "2026-03-01T00:00:00Z", 7) + "]", 200);
        assertThat(get("/users/ann/interactions")).contains("\"count\":2147483647");
    }

    @Test
    void readsLinesOfJsonAndUsesTheCurrentTime() {
        Instant before = Instant.now(Clock.systemUTC());
        String lines = """
                {"userId": "ann", "itemId": "1", "type": "view"}

                {"userId": "bob", "itemId": "2", "type": "cart", "value": null, "id": null}
                """;

        String written = body(
                client.post()
                        .uri("/interactions")
                        .contentType(MediaType.APPLICATION_NDJSON)
                        .body(lines)
                        .exchange(),
                200);

        assertThat(written).contains("\"written\":2");
        Instant stored = Instant.parse(JsonPath.read(get("/users/bob/interactions"), "$.items[0].lastAt"));
        assertThat(stored).isBetween(before.minusSeconds(1), Instant.now(Clock.systemUTC()));
    }

    @Test
    void storesNothingIfATypeOrAnItemIsUnknown() {
        String body = "[" + entry("ann", "1", "view", TIME, 1) + "," + entry("ann", "77", "view", TIME, 1) + ","
                + entry("ann", "1", "veiw", TIME, 1) + "," + entry("ann", "78", "view", TIME, 1) + "]";

        String problem = post("/interactions", body, 400);

        assertThat(problem).contains("invalid-interaction");
        assertThat(JsonPath.<String>read(problem, "$.detail"))
                .endsWith(". The types are cart, click, dislike, hide, like, purchase, view.");
        assertThat(JsonPath.<List<String>>read(problem, "$.errors[*].field"))
                .containsExactly("[1].itemId", "[2].type", "[3].itemId");
        assertThat(JsonPath.<List<String>>read(problem, "$.errors[*].message"))
                .containsExactly(
                        "must be an item of the catalogue, not 77",
                        "veiw is unknown; the nearest known name is view",
                        "must be an item of the catalogue, not 78");
        post("/interactions?createItems=true", body, 400);
        assertThat(count("interactions")).isZero();
        assertThat(count("users")).isZero();
        assertThat(count("items")).isEqualTo(3);
    }

    @Test
    void createsItemsOnRequest() {
        post("/interactions?createItems=true", "[" + entry("ann", "new", "view", TIME, 1) + "]", 200);

        assertThat(catalogue.get("new").title()).isEqualTo("new");
        assertThat(get("/users/ann/interactions")).contains("\"itemId\":\"new\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{} | [0].userId | is missing",
                "{\"userId\": \"\", \"itemId\": \"1\", \"type\": \"view\"} | [0].userId | 1 to 200 characters",
                "{\"userId\": \"ann\", \"itemId\": \"1\"} | [0].type | is missing",
                "{\"userId\": \"ann\", \"itemId\": \"1\", \"type\": \"view\", \"val\": 1} | [0].val | the nearest known name is value",
                "{\"userId\": \"ann\", \"itemId\": \"1\", \"type\": \"view\", \"value\": \"2\"} | [0].value | must be a number, not \"2\"",
                "{\"userId\": \"ann\", \"itemId\": \"1\", \"type\": \"view\", \"value\": 1e39} | [0].value | must be a number from -3.4e38 to 3.4e38",
                "{\"userId\": \"ann\", \"itemId\": \"1\", \"type\": \"view\", \"time\": \"2026\"} | [0].time | must be a time such as",
                "{\"userId\": \"ann\", \"itemId\": \"1\", \"type\": \"view\", \"time\": \"2999-01-01T00:00:00Z\"} | [0].time | between 1900 and tomorrow",
                "{\"userId\": \"ann\", \"itemId\": \"1\", \"type\": \"view\", \"id\": \"\"} | [0].id | 1 to 200 characters",
                "{\"userId\": \"ann\", \"itemId\": \"1\", \"type\": \"view\", \"id\": \"a\\u0000\"} | [0].id | no control characters",
                "{\"userId\": {\"a\": 1}, \"itemId\": \"1\", \"type\": \"view\"} | [0].userId | must be a text, not an object",
                "{\"userId\": \"ann\", \"itemId\": [\"1\"], \"type\": \"view\"} | [0].itemId | must be a text, not a list",
                "{\"userId\": \"ann\", \"itemId\": \"1\", \"type\": \"view\", \"itemId\": \"2\"} | [0].itemId | is given twice",
                "{\"userId\": | [0] | is not JSON",
            })
    void namesEveryWrongField(String entry, String field, String message) {
        String problem = post("/interactions", "[" + entry + "]", 400);

        List<String> messages = JsonPath.read(problem, "$.errors[?(@.field=='" + field + "')].message");
        assertThat(messages).singleElement().asString().contains(message);
        assertThat(count("users")).isZero();
    }

    @Test
    void refusesWhatFollowsTheArray() {
        String array = "[" + entry("ann", "1", "view", TIME, 1) + "]";

        for (String rest : List.of(array, "\n{}", "]", "x")) {
            assertThat(JsonPath.<List<String>>read(post("/interactions", array + rest, 400), "$.errors[*].field"))
                    .containsExactly("[1]");
        }
        assertThat(count("interactions")).isZero();
        post("/interactions", array + "\n ", 200);
    }

    @Test
    void refusesMoreThanTheLimit() {
        String body = IntStream.range(0, 1001)
                .mapToObj(n -> entry("ann", "1", "view", TIME, n))
                .collect(Collectors.joining(",", "[", "]"));

        assertThat(post("/interactions", body, 413)).contains("too-many-interactions", "at most 1000");
        assertThat(post("/interactions", "[]", 200)).isEqualTo("{\"written\":0,\"repeated\":0}");
    }

    @Test
    void storesAnEventOnce() {
        String first =
                "[" + event("ann", "1", "e-1") + "," + event("ann", "1", "e-2") + "," + event("ann", "1", "e-1") + "]";

        assertThat(post("/interactions", first, 200)).isEqualTo("{\"written\":2,\"repeated\":1}");
        long revision = revision("ann");
        int row = jdbc.sql("select id from users where external_id = 'ann'")
                .query(Integer.class)
                .single();
        long count = writes.count(row);
        assertThat(post("/interactions", first, 200)).isEqualTo("{\"written\":0,\"repeated\":3}");
        assertThat(revision("ann")).isEqualTo(revision);
        assertThat(writes.count(row))
                .as("another replica may have written them unacknowledged")
                .isGreaterThan(count);
        String mixed = "[" + event("bob", "2", "e-2") + "," + event("bob", "2", "e-3") + "]";
        assertThat(post("/interactions", mixed, 200)).isEqualTo("{\"written\":1,\"repeated\":1}");
        assertThat(get("/users/ann/interactions")).contains("\"count\":2");
        assertThat(get("/users/bob/interactions")).contains("\"count\":1");
    }

    @Test
    void storesAnEventOnceUnderConcurrency() throws Exception {
        int callers = 8;
        int events = 200;
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<WrittenInteractions>> results = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                // The callers send the same events, each in another order.
                int shift = caller * 25;
                List<NewInteraction> batch = IntStream.range(0, events)
                        .map(n -> (n + shift) % events)
                        .mapToObj(n -> new NewInteraction(
                                "user-" + n % 7, "" + (1 + n % 3), "view", Instant.parse(TIME), null, "e-" + n))
                        .toList();
                results.add(threads.submit(() -> writer.putAll(batch, false)));
            }
            int written = 0;
            for (Future<WrittenInteractions> result : results) {
                written += result.get().written();
            }
            assertThat(written).isEqualTo(events);
        } finally {
            threads.shutdownNow();
        }
        assertThat(jdbc.sql("select sum(count) from interactions")
                        .query(Long.class)
                        .single())
                .isEqualTo(events);
    }

    @Test
    void forgetsTheIdsOfEventsAfterTheirRetention() {
        post("/interactions", "[" + event("ann", "1", "old") + "," + event("ann", "1", "new") + "]", 200);
        jdbc.sql("update interaction_event_ids set received_at = received_at - interval '29 days' where id = 'old'")
                .update();
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));

        new EventIdRetention(jdbc, settings, later).deleteExpired();

        assertThat(jdbc.sql("select id from interaction_event_ids")
                        .query(String.class)
                        .list())
                .containsExactly("new");
    }

    @Test
    void deletesInteractionsOfAUser() {
        post(
                "/interactions",
                "[" + entry("ann", "1", "view", TIME, 1) + "," + entry("ann", "1", "cart", TIME, 1) + ","
                        + entry("ann", "2", "view", TIME, 1) + "," + entry("ann", "3", "view", TIME, 1) + ","
                        + entry("bob", "1", "view", TIME, 1) + "]",
                200);
        long revision = revision("ann");

        delete("/users/ann/interactions/1?type=cart", 204);
        assertThat(revision("ann")).isGreaterThan(revision);
        assertThat(delete("/users/ann/interactions/1?type=cart", 404))
                .contains("unknown-interaction", "of the type cart");
        assertThat(count("interactions")).isEqualTo(4);
        delete("/users/ann/interactions/1", 204);
        assertThat(delete("/users/ann/interactions/1", 404)).contains("unknown-interaction");
        assertThat(count("interactions")).isEqualTo(3);
        delete("/users/ann/interactions", 204);
        delete("/users/ann/interactions", 204);

        assertThat(get("/users/ann/interactions")).contains("\"items\":[]", "\"total\":0");
        assertThat(get("/users/bob/interactions")).contains("\"total\":1");
        assertThat(delete("/users/nobody/interactions", 404)).contains("unknown-user");
        assertThat(delete("/users/nobody/interactions/1", 404)).contains("unknown-user");
    }

    @Test
    void storesAnEventAgainAfterAllInteractionsWereDeleted() {
        String events = "[" + event("ann", "1", "e-1") + "," + event("bob", "1", "e-2") + "]";
        post("/interactions", events, 200);

        delete("/users/ann/interactions/1", 204);
        assertThat(post("/interactions", events, 200)).isEqualTo("{\"written\":0,\"repeated\":2}");
        delete("/users/ann/interactions", 204);

        assertThat(post("/interactions", events, 200)).isEqualTo("{\"written\":1,\"repeated\":1}");
        assertThat(get("/users/ann/interactions")).contains("\"count\":1");
    }

    @Test
    void listsInPagesTheLatestFirst() {
        post(
                "/interactions",
                "[" + entry("ann", "1", "view", "2026-01-01T00:00:00Z", 1) + ","
                        + entry("ann", "2", "view", "2026-01-03T00:00:00Z", 1) + ","
                        + entry("ann", "3", "view", "2026-01-02T00:00:00Z", 1) + "]",
                200);

        assertThat(JsonPath.<List<String>>read(get("/users/ann/interactions?size=2"), "$.items[*].itemId"))
                .containsExactly("2", "3");
        assertThat(JsonPath.<List<String>>read(get("/users/ann/interactions?size=2&page=1"), "$.items[*].itemId"))
                .containsExactly("1");
    }

    @Test
    void leavesNothingOfAnErasedItemOrUser() {
        post(
                "/interactions",
                "[" + event("ann", "1", "e-1") + "," + event("ann", "2", "e-2") + "," + event("bob", "2", "e-3") + "]",
                200);
        long ann = revision("ann");
        long bob = revision("bob");

        delete("/items/1", 204);
        assertThat(revision("ann")).isGreaterThan(ann);
        assertThat(revision("bob")).isEqualTo(bob);
        assertThat(count("interactions")).isEqualTo(2);
        delete("/users/ann", 204);

        assertThat(count("interactions")).isEqualTo(1);
        assertThat(jdbc.sql("select id from interaction_event_ids")
                        .query(String.class)
                        .list())
                .containsExactly("e-3");
    }

    @Test
    void excludesItemsFromTheNextList() {
        post("/interactions", "[" + entry("ann", "2", "view", TIME, 1) + "]", 200);
        assertThat(recommended("ann")).containsExactlyInAnyOrder("1", "2", "3");

        post("/interactions", "[" + entry("ann", "2", "purchase", TIME, 1) + "]", 200);
        assertThat(recommended("ann")).containsExactlyInAnyOrder("1", "3");
        delete("/users/ann/interactions/2?type=purchase", 204);
        assertThat(recommended("ann")).containsExactlyInAnyOrder("1", "2", "3");
    }

    private List<String> recommended(String user) {
        return JsonPath.read(get("/users/" + user + "/recommendations"), "$.items[*].itemId");
    }

    private static String entry(String user, String item, String type, String time, double value) {
        return "{\"userId\":\"%s\",\"itemId\":\"%s\",\"type\":\"%s\",\"time\":\"%s\",\"value\":%s}"
                .formatted(user, item, type, time, value);
    }

    private static String event(String user, String item, String id) {
        return "{\"userId\":\"%s\",\"itemId\":\"%s\",\"type\":\"view\",\"id\":\"%s\"}".formatted(user, item, id);
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private long revision(String user) {
        return jdbc.sql("select revision from users where external_id = ?")
                .param(user)
                .query(Long.class)
                .single();
    }

    private String post(String uri, String body, int status) {
        return body(
                client.post()
                        .uri(uri)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body)
                        .exchange(),
                status);
    }

    private String get(String uri) {
        return body(client.get().uri(URI.create(uri)).exchange(), 200);
    }

    private String delete(String uri, int status) {
        return body(client.delete().uri(URI.create(uri)).exchange(), status);
    }

    private static String body(RestTestClient.ResponseSpec response, int status) {
        String body = response.expectStatus()
                .isEqualTo(status)
                .returnResult(String.class)
                .getResponseBody();
        return body == null ? "" : body;
    }
}
