package dev.palate.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

/** Batches of a service with an EASE and a VAE, over HTTP. */
@PalateIT
@TestPropertySource(properties = "palate.recommendations.popularity-max-age=2ms")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchIT {

    private static final String FORMULA = "=HYPERLINK(\"http://x\",\"y\")";

    /** Users whose lists fill several blocks, a user whose items no model knows, and users with unusual ids. */
    private static final int USERS = 150;

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
        for (int item = 0; item < 40; item++) {
            putItem("i" + item, item % 3 == 0 ? "Drama" : "Comedy");
        }
        putItem(FORMULA, "Drama");
        List<String> ratings = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            for (int k = 0; k < 5; k++) {
                ratings.add(rating("u" + user, "i" + (user * 7 + k * (1 + user % 4)) % 40, 1 + (user + k) % 5));
            }
            ratings.add(rating("u" + user, user % 2 == 0 ? FORMULA : "i" + (user * 7 + 21) % 40, 5));
        }
        ratings.add(rating("a,\"b\" \u00fc\uD83C\uDF89", "i1", 5));
        ratings.add(rating("+1", "i2", 5));
        rate(ratings);
        train("ease", "{\"lambda\": 5}");
        train("ease", "{}");
        train("vae", "{\"epochs\": 2, \"hiddenSizes\": [32], \"latentSize\": 8}");
        putItem("unrated", "Drama");
        rate(List.of(rating("newcomer", "unrated", 5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
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
        assertThat(batch.get("usersDone").asInt()).isEqualTo(USERS + 3).isEqualTo(batch.get("usersTotal").asInt());
        List<JsonNode> lists = client.lists(id);
        assertThat(lists).hasSize(USERS + 3);
        for (JsonNode list : lists) {
            String version = query.contains("model") ? "&version=" + batch.get("version") : "";
            JsonNode online = client.online(list.get("userId").asString(), query + version);
            assertThat(without(list, "recommendationId").toString()).isEqualTo(canonical(online, list));
        }
        assertThat(lists).filteredOn(list -> !list.get("fallback").isNull()).singleElement().satisfies(list -> {
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
                "{\"users\": [\"+1\", \"a,\\\"b\\\" \u00fc\uD83C\uDF89\"], \"k\": 1000, \"format\": \"csv\", \"candidates\": [%s, \"i5\"]}"
                        .formatted(json.writeValueAsString(FORMULA)));
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
        String id = client.submit(
                "{\"users\": [\"u9\", \"nobody\", \"u3\", \"u9\", \"no one\"], \"k\": 2}");
        JsonNode batch = client.end(id);
        assertThat(batch.get("state").asString()).isEqualTo("SUCCEEDED_WITH_WARNINGS");
        assertThat(batch.get("unknownUsers").toString()).isEqualTo("[\"nobody\",\"no one\"]");
        assertThat(batch.get("unknownUserCount").asInt()).isEqualTo(2);
        assertThat(batch.get("warnings").get(0).asString())
                .isEqualTo("2 of the requested users did not exist: nobody, no one.");
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
    void servesRangesWithADigest() throws Exception {
        String id = client.submit("{\"users\": \"all\", \"k\": 30}");
        JsonNode result = client.end(id).get("result");
        HttpResponse<byte[]> whole = client.result(id);
        byte[] bytes = whole.body();
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(header(whole, "Content-Type")).isEqualTo("application/gzip");
        assertThat(header(whole, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(whole, "Content-Disposition")).endsWith(id + ".ndjson.gz\"");
        assertThat(header(whole, "Repr-Digest"))
                .isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":");
        assertThat(result.get("sha256").asString()).isEqualTo(HexFormat.of().formatHex(sha256));
        assertThat(result.get("byteCount").asInt()).isEqualTo(bytes.length);
        String etag = header(whole, "ETag");

        assertPart(client.result(id, "Range", "bytes=10-19"), bytes, 10, 20);
        assertPart(client.result(id, "Range", "bytes=10-", "If-Range", etag), bytes, 10, bytes.length);
        assertPart(client.result(id, "Range", "bytes=-5"), bytes, bytes.length - 5, bytes.length);
        assertPart(client.result(id, "Range", "bytes=0-999999999"), bytes, 0, bytes.length);
        for (String[] headers : List.of(
                new String[] {"Range", "bytes=10-19", "If-Range", "\"another\""},
                new String[] {"Range", "bytes=0-1,5-6"},
                new String[] {"Range", "bytes=9-3"},
                new String[] {"Range", "lines=1-2"})) {
            HttpResponse<byte[]> all = client.result(id, headers);
            assertThat(all.statusCode()).as(String.join(" ", headers)).isEqualTo(200);
            assertThat(all.body()).isEqualTo(bytes);
        }
        for (String range : List.of("bytes=" + bytes.length + "-", "bytes=-0")) {
            HttpResponse<byte[]> none = client.result(id, "Range", range);
            assertThat(none.statusCode()).as(range).isEqualTo(416);
            assertThat(header(none, "Content-Range")).isEqualTo("bytes */" + bytes.length);
        }
        assertThat(client.result(id, "If-None-Match", etag).statusCode()).isEqualTo(304);
        HttpResponse<byte[]> head = client.send("HEAD", BatchClient.path(id), "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(bytes.length));
    }

    @Test
    void aBrowserDownloadsWithALink() {
        String id = client.submit("{\"users\": [\"u1\"]}");
        client.end(id);
        String url = client.call("POST", "/download-links", "{\"path\": \"" + BatchClient.path(id) + "\"}")
                .get("url")
                .asString();
        assertThat(BatchClient.lines(client.send("GET", url, "").body())).hasSize(1);
    }

    @Test
    void aKeyStandsForOneBatch() {
        String body = "{\"users\": [\"u1\", \"u2\"], \"k\": 4}";
        String first = client.submit(body, "Idempotency-Key", "nightly");
        assertThat(client.submit(body, "Idempotency-Key", "nightly")).isEqualTo(first);
        HttpResponse<byte[]> other = client.send(
                "POST",
                "/recommendation-batches",
                "{\"users\": [\"u1\"], \"k\": 4}",
                "Idempotency-Key",
                "nightly");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(text(other)).contains("idempotency-key-reused");
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
        assertThat(client.send("POST", "/recommendation-batches", "{\"users\": \"all\", \"model\": \"vae\", \"version\": 99}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.send("POST", "/recommendation-batches", "{\"users\": \"all\", \"model\": \"nonsense\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.send("GET", "/recommendation-batches/" + unknown, "").statusCode())
                .isEqualTo(404);
        assertThat(client.result(unknown).statusCode()).isEqualTo(404);
    }

    /** While another transaction keeps chunks from being stored. */
    @Test
    void aCancelledBatchHasNoResult() throws Exception {
        String id;
        try (Connection holder = dataSource.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table recommendation_batch_chunks in share row exclusive mode");
            id = client.submit("{\"users\": \"all\", \"k\": 1000}");
            awaitWaiting();
            HttpResponse<byte[]> early = client.result(id);
            assertThat(early.statusCode()).isEqualTo(409);
            assertThat(text(early)).contains("it has not ended yet");
            client.call("POST", "/recommendation-batches/" + id + "/cancel", "");
            holder.rollback();
        }
        JsonNode batch = client.end(id);
        assertThat(batch.get("state").asString()).isEqualTo("CANCELLED");
        assertThat(batch.get("result").isNull()).isTrue();
        assertThat(count("select count(*) from recommendation_batch_chunks where batch_id = '" + id + "'"))
                .isZero();
        assertThat(client.result(id).statusCode()).isEqualTo(409);
    }

    @Test
    void usesTheVersionThatWasChosenAtItsSubmission() throws Exception {
        String id;
        int version = client.call("GET", "/users/u1/recommendations?model=ease", "").get("version").asInt();
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
            JsonNode online =
                    client.online(list.get("userId").asString(), "k=3&model=ease&version=" + version);
            assertThat(without(list, "recommendationId").toString()).isEqualTo(canonical(online, list));
        });
    }

    @Test
    void anErasedUserIsInNoResult() throws Exception {
        rate(List.of(rating("erase,me", "i1", 5), rating("erase,me", "i2", 4), rating("erase", "i3", 4)));
        String finished = client.submit("{\"users\": \"all\", \"k\": 3}");
        String csv = client.submit("{\"users\": [\"u1\", \"erase,me\", \"erase\"], \"k\": 3, \"format\": \"csv\"}");
        String before = client.end(finished).get("result").get("sha256").asString();
        client.end(csv);
        int lines = client.lines(finished).size();
        assertThat(client.lines(csv)).hasSize(10);
        String running;
        try (Connection holder = dataSource.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table recommendation_batches in share row exclusive mode");
            running = submitWithoutReading("{\"users\": [\"u1\", \"erase,me\"], \"k\": 3}", statement);
            assertThat(client.send("DELETE", "/users/erase%2Cme", "").statusCode()).isEqualTo(204);
        }

        assertThat(client.lines(finished)).hasSize(lines - 1).noneMatch(line -> line.contains("erase,me"));
        assertThat(client.lines(csv)).hasSize(7).noneMatch(line -> line.contains("erase,me"));
        assertThat(client.get(finished).get("result").get("sha256").asString()).isNotEqualTo(before);
        assertThat(client.end(running).get("usersDone").asInt()).isEqualTo(1);
        assertThat(client.lists(running)).singleElement()
                .satisfies(list -> assertThat(list.get("userId").asString()).isEqualTo("u1"));
        client.send("DELETE", "/users/erase", "");
    }

    @Test
    void resultsExpireBeforeTheirBatches() {
        String id = client.submit("{\"users\": [\"u1\"]}");
        client.end(id);
        jdbc.sql("update jobs set ended_at = ended_at - interval '8 days' where id = ?::uuid")
                .param(id)
                .update();
        retention.deleteExpired();
        assertThat(client.get(id).get("result").isNull()).isTrue();
        assertThat(client.result(id).statusCode()).isEqualTo(404);
        assertThat(text(client.result(id))).contains("batch-result-expired");
        assertThat(count("select count(*) from recommendation_batch_chunks where batch_id = '" + id + "'"))
                .isZero();
    }

    @Autowired
    private BatchRetention retention;

    @Test
    void tellsListenersTheEnd() {
        String id = client.submit("{\"users\": [\"u1\"]}");
        client.end(id);
        HttpResponse<byte[]> events = client.send("GET", "/recommendation-batches/" + id + "/events", "");
        assertThat(text(events)).contains("event:end").contains("\"usersDone\":1");
        Set<String> listed = client.call("GET", "/recommendation-batches?size=100", "").get("items")
                .valueStream()
                .map(batch -> batch.get("id").asString())
                .collect(Collectors.toSet());
        assertThat(listed).contains(id);
    }

    /** The batch is queued as before a rollback of the lock, and its user is erased before its lists are stored. */
    private String submitWithoutReading(String body, Statement statement) throws Exception {
        statement.getConnection().rollback();
        return client.submit(body);
    }

    private void awaitWaiting() {
        await().atMost(Duration.ofSeconds(20)).until(() -> count("""
                        select count(*) from pg_locks
                        where relation = 'recommendation_batch_chunks'::regclass and not granted""") > 0);
    }

    private static void assertPart(HttpResponse<byte[]> part, byte[] whole, int from, int to) {
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Range")).isEqualTo("bytes " + from + "-" + (to - 1) + "/" + whole.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, from, to));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static JsonNode without(JsonNode list, String field) {
        JsonNode copy = list.deepCopy();
        ((tools.jackson.databind.node.ObjectNode) copy).remove(field);
        return copy;
    }

    /** The online list with its fields in the order of the line. */
    private String canonical(JsonNode online, JsonNode list) {
        return reordered(online, without(list, "recommendationId")).toString();
    }

    private JsonNode reordered(JsonNode node, JsonNode order) {
        if (node.isArray()) {
            tools.jackson.databind.node.ArrayNode array = json.createArrayNode();
            IntStream.range(0, node.size())
                    .forEach(k -> array.add(k < order.size() ? reordered(node.get(k), order.get(k)) : node.get(k)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        tools.jackson.databind.node.ObjectNode object = json.createObjectNode();
        order.propertyNames().forEach(name -> object.set(name, reordered(node.get(name), order.get(name))));
        return object;
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

    private void putItem(String id, String category) {
        String path = java.net.URLEncoder.encode(id, StandardCharsets.UTF_8);
        client.call("PUT", "/items/" + path, "{\"title\": \"A film\", \"categories\": [\"" + category + "\"]}");
    }

    private String rating(String user, String item, int value) {
        return "{\"userId\": %s, \"itemId\": %s, \"value\": %d}"
                .formatted(json.writeValueAsString(user), json.writeValueAsString(item), value);
    }

    private void rate(List<String> ratings) {
        client.call("POST", "/ratings", "[" + String.join(",", ratings) + "]");
    }

    private void train(String algorithm, String hyperparameters) {
        String job = client.call(
                        "POST",
                        "/models/" + algorithm + "/train",
                        "{\"seed\": 7, \"promote\": \"always\", \"hyperparameters\": " + hyperparameters + "}")
                .get("id")
                .asString();
        JsonNode ended = await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> client.call("GET", "/training-jobs/" + job, ""),
                        found -> !found.get("endedAt").isNull());
        assertThat(ended.get("state").asString()).startsWith("SUCCEEDED");
    }
}
