package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The list of training jobs, and the stream of all jobs. */
@PalateIT
@Import(StepAlgorithmConfiguration.class)
@TestPropertySource(properties = {"palate.jobs.poll=50ms", "palate.jobs.progress=50ms"})
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class JobListIT {

    @Autowired
    private RestTestClient client;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    @BeforeEach
    void haveRatings() {
        jdbc.sql("""
                insert into users (external_id) select g::text from generate_series(1, 40) g on conflict do nothing;
                insert into items (external_id, title)
                    select g::text, 'Item ' || g from generate_series(1, 20) g on conflict do nothing;
                insert into ratings (user_id, item_id, value, rated_at)
                    select u.id, i.id, 1 + (u.id * 7 + i.id * 3) % 5, now() from users u, items i
                    where (u.id + i.id) % 2 = 0 on conflict do nothing;
                """).update();
    }

    @Test
    void showsTheNewestEpochAndAShortCurveInsteadOfAllEpochs() {
        String id = train("step", "{\"epochs\": 130}");
        await().atMost(Duration.ofSeconds(60)).until(() -> state(id).startsWith("SUCCEEDED"));

        jdbc.sql("""
                        update training_epochs set metrics = jsonb_build_object('ndcg@10', 0.5, 'ndcg@100', epoch / 1000.0)
                        where job_id = ?::uuid""").param(id).update();

        Map<String, Object> listed = JsonPath.read(get("/training-jobs?size=1"), "$.items[0]");

        assertThat(listed).containsEntry("id", id).containsEntry("algorithm", "step");
        assertThat(listed).containsEntry("plannedEpochs", 130).containsEntry("epoch", 130);
        assertThat(listed).containsEntry("protocol", "strong-generalization").containsEntry("trials", 0);
        assertThat(listed).doesNotContainKeys("epochs", "hyperparameters", "tuning", "selection");
        Map<String, Object> newest = JsonPath.read(get("/training-jobs/" + id), "$.epochs[129]");
        assertThat(listed).containsEntry("latest", newest);
        String metric = JsonPath.read(listed, "$.curve.metric");
        List<Integer> epochs = JsonPath.read(listed, "$.curve.epochs");
        List<Double> values = JsonPath.read(listed, "$.curve.values");
        assertThat(metric).as("%s", newest).isEqualTo("ndcg@100");
        assertThat(epochs).hasSize(44).isSorted().startsWith(1, 4).endsWith(127, 130);
        assertThat(values).hasSize(44).endsWith((Double) newest.get(metric));
    }

    @Test
    void showsTheLossOfATrainingThatIsNotMeasured() {
        String id = train("step", "{\"epochs\": 4, \"split\": {\"validationShare\": 0}}");
        await().atMost(Duration.ofSeconds(30)).until(() -> state(id).startsWith("SUCCEEDED"));

        Map<String, Object> curve = JsonPath.read(get("/training-jobs?size=1"), "$.items[0].curve");

        assertThat(curve).containsEntry("metric", "trainLoss").containsEntry("epochs", List.of(1, 2, 3, 4));
        assertThat(curve.get("values")).asInstanceOf(LIST).startsWith(1.0, 0.5).endsWith(0.25);
    }

    @Test
    void streamsTheJobsOfAllKinds() throws Exception {
        try (BufferedReader stream = listen()) {
            String training = train("step", "{\"epochs\": 2, \"promote\": \"never\"}");
            String imported = importRatings();
            List<String> told = readUntil(
                    stream, events -> ended(events, "training", training) && ended(events, "import", imported));

            assertThat(told)
                    .allSatisfy(event ->
                            assertThat(JsonPath.<String>read(event, "$.kind")).isIn("training", "import"));
            assertThat(told.stream().filter(event -> isEnd(event, "training", training)))
                    .as("each end is sent once")
                    .hasSize(1);
            try (BufferedReader later = listen()) {
                assertThat(readUntil(later, events -> ended(events, "training", training)))
                        .as("a new listener hears what ended recently")
                        .isNotEmpty();
            }
        }
    }

    private static boolean ended(List<String> events, String kind, String id) {
        return events.stream().anyMatch(event -> isEnd(event, kind, id));
    }

    private static boolean isEnd(String event, String kind, String id) {
        return JsonPath.read(event, "$.kind").equals(kind)
                && JsonPath.read(event, "$.job.id").equals(id)
                && JsonPath.<String>read(event, "$.job.state").startsWith("SUCCEEDED");
    }

    /** The data of the events up to the first that satisfies the condition. */
    private static List<String> readUntil(BufferedReader stream, Predicate<List<String>> condition) {
        List<String> events = new ArrayList<>();
        try {
            while (!condition.test(events)) {
                String line = stream.readLine();
                assertThat(line).as("the stream continues").isNotNull();
                if (line.startsWith("data:")) {
                    events.add(line.substring("data:".length()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    private BufferedReader listen() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/job-events"))
                .build();
        return new BufferedReader(new InputStreamReader(
                HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8));
    }

    private String importRatings() throws Exception {
        String form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\n\r\n"
                + "userId,itemId,rating\r\n1,1,3\r\n2,2,4\r\n\r\n--x--\r\n";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/imports?unknownItems=create"))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(form))
                .build();
        return JsonPath.read(
                HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body(),
                "$.id");
    }

    private String train(String algorithm, String body) {
        String job = client.post()
                .uri("/models/" + algorithm + "/train")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JsonPath.read(job, "$.id");
    }

    private String state(String id) {
        return JsonPath.read(get("/training-jobs/" + id), "$.state");
    }

    private String get(String uri) {
        return client.get()
                .uri(uri)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }
}
