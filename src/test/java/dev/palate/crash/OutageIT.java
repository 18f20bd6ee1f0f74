package dev.palate.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.ServiceProcess;
import dev.palate.database.CrashableServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** PostgreSQL goes away and comes back, while the service stays. */
class OutageIT {

    private static final String VISITOR = "{\"ratings\": [{\"itemId\": \"1\", \"value\": 5}]}";
    private static final Duration FAST = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private CrashableServer server;
    private ServiceProcess service;
    private Rows rows;

    @BeforeEach
    void start() throws Exception {
        server = CrashableServer.start(folder.resolve("postgres"));
        rows = new Rows(server.database());
        service = ServiceProcess.start(
                server.database(),
                folder.resolve("service.log"),
                "palate.jobs.poll=100ms",
                "palate.jobs.heartbeat=500ms",
                "palate.imports.poll=200ms",
                "palate.imports.spool=" + folder.resolve("spool"));
    }

    @AfterEach
    void stop() {
        service.close();
        server.close();
    }

    @Test
    void isSaidAtOnceAndPassesWithoutARestart() throws Exception {
        assertThat(part(readiness(200), "models").get("reason").asString()).contains("popularity answers");
        new ImportClient(30, 20, 1).work(service, () -> true);
        await().atMost(Duration.ofSeconds(60)).until(rows::areAtRest);
        assertThat(send("POST", "/models/ease/train", "{\"promote\": \"always\"}")
                        .statusCode())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(60)).until(rows::areAtRest);
        assertThat(part(readiness(200), "models").get("inService").get("ease").asInt())
                .isEqualTo(1);

        server.kill();

        assertThat(send("GET", "/actuator/health/liveness", "").statusCode()).isEqualTo(200);
        JsonNode away = readiness(503);
        assertThat(away.get("components").get("db").get("status").asString()).isEqualTo("DOWN");
        assertThat(part(away, "db").get("error").asString()).isNotBlank();
        assertThat(away.get("components").get("models").get("status").asString())
                .isEqualTo("UP");
        HttpResponse<String> write = send("PUT", "/users/ann/ratings/1", "{\"value\": 4}");
        assertThat(write.statusCode()).isEqualTo(503);
        assertThat(write.headers().firstValue("Retry-After")).isPresent();
        assertThat(manyLists(100)).allSatisfy(list -> {
            assertThat(list.statusCode()).as(list.body()).isEqualTo(503);
            assertThat(list.headers().firstValue("Retry-After")).isPresent();
        });
        HttpResponse<String> answer = send("POST", "/recommendations", VISITOR);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"model\":\"ease\"", "\"version\":1");

        server.startAgain();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> send("GET", "/actuator/health/readiness", "").statusCode() == 200);
        assertThat(send("PUT", "/users/ann/ratings/1", "{\"value\": 4}").statusCode())
                .isBetween(200, 204);
        assertThat(send("POST", "/models/ease/train", "{\"promote\": \"always\"}")
                        .statusCode())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(60)).until(rows::areAtRest);
        assertThat(rows.number("select count(*) from jobs where kind = 'training' and state = 'SUCCEEDED'"))
                .isEqualTo(2);
    }

    private JsonNode readiness(int status) throws Exception {
        HttpResponse<String> response = send("GET", "/actuator/health/readiness", "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return new JsonMapper().readTree(response.body());
    }

    private static JsonNode part(JsonNode health, String name) {
        return health.get("components").get(name).get("details");
    }

    /** A user's list, asked for by so many at the same time. */
    private List<HttpResponse<String>> manyLists(int count) {
        List<CompletableFuture<HttpResponse<String>>> lists = Stream.generate(
                        () -> http.sendAsync(request("GET", "/users/1/recommendations", ""), BodyHandlers.ofString()))
                .limit(count)
                .toList();
        return lists.stream().map(CompletableFuture::join).toList();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(request(method, path, body), BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(service.address(path))
                .timeout(FAST)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
    }
}
