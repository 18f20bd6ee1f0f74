package dev.palate.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The lists of batches, and the requests for them, over HTTP. */
@PalateIT
@TestPropertySource(properties = "palate.recommendations.popularity-max-age=2ms")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchIT {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource dataSource;

    @LocalServerPort
    private int port;

    private final JsonMapper json = new JsonMapper();
    private BatchClient client;

    @BeforeAll
    void fill() {
        client = new BatchClient(URI.create("http://localhost:" + port));
        new BatchFixture(client).fill();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k=1000",
                "model=vae&k=10",
                "model=ease&k=7&offset=3&category=Drama",
                "k=5&diversity=0.5&calibration=0.3&includeRated=true",
                "model=vae&k=5&exploration=1&seed=3",
                "k=20&newItems=0.2&exclude=i3",
            })
    void listsEqualThoseOfSingleRequests(String query) {
        String id = client.submit("{\"users\": \"all\"" + fields(query) + "}");
        JsonNode batch = client.end(id);
        assertThat(batch.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(batch.get("usersDone").asInt())
                .isEqualTo(BatchFixture.USERS)
                .isEqualTo(batch.get("usersTotal").asInt());
        List<JsonNode> lists = client.lists(id);
        assertThat(lists).hasSize(BatchFixture.USERS);
        for (JsonNode list : lists) {
            String version = query.contains("model") ? "&version=" + batch.get("version") : "";
            JsonNode online = client.online(list.get("userId").asString(), query + version);
            assertThat(withoutId(list)).isEqualTo(online);
        }
        assertThat(lists)
                .filteredOn(list -> !list.get("fallback").isNull())
                .singleElement()
                .satisfies(list -> {
                    assertThat(list.get("userId").asString()).isEqualTo("newcomer");
                    assertThat(list.get("model").isNull()).isTrue();
                });
    }

    @Test
    void feedbackRefersToALine() {
        String id = client.submit("{\"users\": [\"u1\"], \"k\": 3}");
        client.end(id);
        JsonNode list = client.lists(id).get(0);
        String event = "{\"events\": [{\"type\": \"shown\", \"itemId\": \"%s\"}]}"
                .formatted(list.get("items").get(0).get("itemId").asString());
        HttpResponse<byte[]> response = client.send(
                "POST", "/recommendations/" + list.get("recommendationId").asString() + "/events", event);
        assertThat(response.statusCode()).isLessThan(300);
    }

    @Test
    void csvKeepsIdsAsTheyAre() {
        String id = client.submit(
                "{\"users\": [\"+1\", %s], \"k\": 1000, \"format\": \"csv\", \"candidates\": [%s, \"i5\"]}"
                        .formatted(
                                json.writeValueAsString(BatchFixture.QUOTED),
                                json.writeValueAsString(BatchFixture.FORMULA)));
        client.end(id);
        List<String> lines = client.lines(id);
        assertThat(lines.get(0)).isEqualTo("user_id,rank,item_id,score");
        assertThat(lines).hasSize(5);
        String quotedFormula = "\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"";
        assertThat(lines).anyMatch(line -> line.startsWith("+1,") && line.contains("," + quotedFormula + ","));
        assertThat(lines).anyMatch(line -> line.startsWith("\"a,\"\"b\"\" \u00fc\uD83C\uDF89\",1,"));
    }

    @Test
    void writesOnlyTheRequestedUsersAndNamesUnknownOnes() {
        String id = client.submit("{\"users\": [\"u9\", \"nobody\", \"u3\", \"u9\", \"no one\"], \"k\": 2}");
        JsonNode batch = client.end(id);
        assertThat(batch.get("state").asString()).isEqualTo("SUCCEEDED_WITH_WARNINGS");
        assertThat(batch.get("unknownUsers").toString()).isEqualTo("[\"nobody\",\"no one\"]");
        assertThat(batch.get("unknownUserCount").asInt()).isEqualTo(2);
        assertThat(batch.get("warnings").get(0).asString())
                .isEqualTo("2 of the requested users did not exist: unknownUsers names the first of them.");
        assertThat(client.lists(id).stream().map(list -> list.get("userId").asString()))
                .containsExactly("u3", "u9");
    }

    @Test
    void anEmptyResultIsAnEmptyFile() {
        String id = client.submit("{\"users\": [\"nobody\"]}");
        assertThat(client.end(id).get("usersTotal").asInt()).isZero();
        assertThat(client.lines(id)).isEmpty();
    }

    @Test
    void usesTheVersionThatWasChosenAtItsSubmission() throws Exception {
        String id;
        int version = client.call("GET", "/users/u1/recommendations?model=ease", "")
                .get("version")
                .asInt();
        try (Connection holder = dataSource.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table recommendation_batch_chunks in share row exclusive mode");
            id = client.submit("{\"users\": \"all\", \"model\": \"ease\", \"k\": 3}");
            awaitWaiting();
            client.call("POST", "/models/ease/versions/1/activate", "{}");
            holder.rollback();
        }
        client.call("POST", "/models/ease/versions/2/activate", "{}");
        assertThat(client.end(id).get("version").asInt()).isEqualTo(version);
        List<JsonNode> lists = client.lists(id);
        assertThat(lists).filteredOn(list -> list.get("fallback").isNull()).allSatisfy(list -> {
            assertThat(list.get("version").asInt()).isEqualTo(version);
            JsonNode online = client.online(list.get("userId").asString(), "k=3&model=ease&version=" + version);
            assertThat(withoutId(list)).isEqualTo(online);
        });
    }

    @Test
    void aKeyStandsForOneBatch() {
        String body = "{\"users\": [\"u1\", \"u2\"], \"k\": 4}";
        String first = client.submit(body, "Idempotency-Key", "nightly");
        assertThat(client.submit(body, "Idempotency-Key", "nightly")).isEqualTo(first);
        HttpResponse<byte[]> other = client.send(
                "POST", "/recommendation-batches", "{\"users\": [\"u1\"], \"k\": 4}", "Idempotency-Key", "nightly");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(text(other)).contains("idempotency-key-reused");
    }

    @Test
    void aKeyStandsForOneBatchAlsoIfTheScenarioChangesMeanwhile() {
        client.call("PUT", "/scenarios/nightly", "{\"k\": 3}");
        String body = "{\"users\": [\"u1\"], \"scenario\": \"nightly\"}";
        String first = client.submit(body, "Idempotency-Key", "scenario");
        client.call("PUT", "/scenarios/nightly", "{\"k\": 4}");

        assertThat(client.submit(body, "Idempotency-Key", "scenario")).isEqualTo(first);

        HttpResponse<byte[]> other = client.send(
                "POST",
                "/recommendation-batches",
                "{\"users\": [\"u1\"], \"scenario\": \"nightly\", \"k\": 3}",
                "Idempotency-Key",
                "scenario");
        assertThat(other.statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | users",
                "{\"users\": null} | users",
                "{\"users\": \"everyone\"} | users must be \\\"all\\\" or a list",
                "{\"users\": 7} | users must be",
                "{\"users\": []} | users must have at least one id",
                "{\"users\": [7]} | users[0] must be a text",
                "{\"users\": [\"\"]} | users[0] must have 1 to 200",
                "{\"users\": \"all\", \"k\": 0} | k",
                "{\"users\": \"all\", \"format\": \"xml\"} | must be one of ndjson, csv",
                "{\"users\": \"all\", \"explain\": true} | explain must be false",
                "{\"users\": \"all\", \"model\": \"ease\", \"exploration\": 1} | no-posterior",
                "{\"users\": \"all\", \"kk\": 3} | kk",
            })
    void refusesBadInput(String body, String problem) {
        long before = count("select count(*) from jobs");
        HttpResponse<byte[]> response = client.send("POST", "/recommendation-batches", body);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(400);
        assertThat(text(response)).contains(problem);
        assertThat(count("select count(*) from jobs")).isEqualTo(before);
    }

    @Test
    void refusesWhatDoesNotExist() {
        String unknown = "00000000-0000-0000-0000-000000000000";
        assertThat(client.send(
                                "POST",
                                "/recommendation-batches",
                                "{\"users\": \"all\", \"model\": \"vae\", \"version\": 99}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.send("POST", "/recommendation-batches", "{\"users\": \"all\", \"model\": \"nonsense\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.send("GET", "/recommendation-batches/" + unknown, "").statusCode())
                .isEqualTo(404);
        assertThat(client.result(unknown).statusCode()).isEqualTo(404);
    }

    @Test
    void tellsListenersTheEnd() {
        String id = client.submit("{\"users\": [\"u1\"]}");
        client.end(id);
        HttpResponse<byte[]> events = client.send("GET", "/recommendation-batches/" + id + "/events", "");
        assertThat(text(events)).contains("event:end").contains("\"usersDone\":1");
        Set<String> listed = client.call("GET", "/recommendation-batches?size=100", "")
                .get("items")
                .valueStream()
                .map(batch -> batch.get("id").asString())
                .collect(Collectors.toSet());
        assertThat(listed).contains(id);
    }

    private void awaitWaiting() {
        await().atMost(Duration.ofSeconds(20)).until(() -> count("""
                        select count(*) from pg_locks
                        where relation = 'recommendation_batch_chunks'::regclass and not granted""") > 0);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static JsonNode withoutId(JsonNode list) {
        ObjectNode copy = (ObjectNode) list.deepCopy();
        copy.remove("recommendationId");
        return copy;
    }

    /** The parameters of a query string as fields of JSON. */
    private static String fields(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("="))
                .map(pair -> switch (pair[0]) {
                    case "model" -> ", \"model\": \"" + pair[1] + "\"";
                    case "category", "exclude" -> ", \"" + pair[0] + "\": [\"" + pair[1] + "\"]";
                    default -> ", \"" + pair[0] + "\": " + pair[1];
                })
                .collect(Collectors.joining());
    }
}
