package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Jobs over HTTP, run by the real scheduler. */
@PalateIT
@Import(StepAlgorithmConfiguration.class)
@TestPropertySource(
        properties = {
            "palate.jobs.poll=50ms",
            "palate.jobs.progress=50ms",
            "palate.training.save=0s",
            "palate.jobs.listeners=1"
        })
class TrainingApiIT {

    @Autowired
    private RestTestClient client;

    @Autowired
    private StepAlgorithm algorithm;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private CountDownLatch release = new CountDownLatch(0);

    @BeforeEach
    void haveRatings() {
        algorithm.hook((epoch, batch) -> {});
        jdbc.sql("""
                        delete from users;
                        delete from items;
                        insert into users (external_id) select g::text from generate_series(1, 40) g;
                        insert into items (external_id, title) select g::text, 'Item ' || g from generate_series(1, 20) g;
                        insert into ratings (user_id, item_id, value, rated_at)
                            select u.id, i.id, 1 + (u.id * 7 + i.id * 3) % 5, now() from users u, items i
                            where (u.id + i.id) % 2 = 0;
                        """).update();
    }

    @AfterEach
    void endAllJobs() {
        release.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> count("RUNNING") + count("QUEUED") == 0);
    }

    @Test
    void queuesAJobAndSaysWhereItIs() {
        String location = client.post()
                .uri("/models/step/train")
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.algorithm")
                .isEqualTo("step")
                .jsonPath("$.hyperparameters.epochs")
                .isEqualTo(4)
                .returnResult()
                .getResponseHeaders()
                .getLocation()
                .getPath();

        awaitState(location, "SUCCEEDED");
        client.get()
                .uri(location)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.epoch")
                .isEqualTo(4)
                .jsonPath("$.progress")
                .isEqualTo(1.0)
                .jsonPath("$.epochs[3].trainLoss")
                .isEqualTo(0.25)
                .jsonPath("$.version")
                .isNumber()
                .jsonPath("$.failure")
                .isEmpty();
    }

    @Test
    void takesHyperparametersBesideTheOtherFieldsToo() {
        train("{\"epochs\": 2, \"hyperparameters\": {\"stepSize\": 0.25}, \"seed\": 7, \"promote\": \"never\"}", null)
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.hyperparameters.epochs")
                .isEqualTo(2)
                .jsonPath("$.hyperparameters.stepSize")
                .isEqualTo(0.25)
                .jsonPath("$.seed")
                .isEqualTo(7)
                .jsonPath("$.promote")
                .isEqualTo("never");
    }

    @Test
    void startsFromAPresetWithTheRequestsOwnSettingsOverIt() {
        train("{\"preset\": \"careful\", \"epochs\": 2}", null)
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.hyperparameters.epochs")
                .isEqualTo(2)
                .jsonPath("$.hyperparameters.stepSize")
                .isEqualTo(0.125);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"preset": "reckless"}                    | preset                   | careful
                    {"hyperparameters": {"epochs": 0}}        | hyperparameters.epochs   | 1000
                    {"hyperparameters": {"epochs": "many"}}   | hyperparameters.epochs   | 1000
                    {"hyperparameters": {"epoch": 3}}         | hyperparameters.epoch    | stepSize
                    {"promote": "perhaps"}                    | promote                  | if-better
                    {"protocol": "guess"}                     | protocol                 | strong-generalization
                    {"split": {"testShare": 2}}               | split.testShare          | 0.5
                    {"warmStart": 99}                         | warmStart                | 99
                    {"seed": 1.5}                             | seed                     | whole number
                    {"seed": "lucky"}                         | seed                     | whole number
                    """)
    void namesTheWrongFieldAndWhatItMayBe(String body, String field, String expectation) {
        train(body, null)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/invalid-request")
                .jsonPath("$.errors[0].field")
                .isEqualTo(field)
                .jsonPath("$.errors[0].message")
                .value(String.class, message -> assertThat(message).contains(expectation));
    }

    @Test
    void doesNotKnowEveryAlgorithm() {
        client.post()
                .uri("/models/magic/train")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/unknown-algorithm");
    }

    @Test
    void hasNothingToDoWithoutRatings() {
        jdbc.sql("delete from ratings").update();

        client.post()
                .uri("/models/step/train")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/no-ratings");
    }

    @Test
    void givesTheFirstJobToASecondRequestWithTheSameKey() {
        String key = UUID.randomUUID().toString();
        String first = id(train("{\"epochs\": 3}", key));

        assertThat(id(train("{\"epochs\": 3}", key))).isEqualTo(first);
        train("{\"epochs\": 4}", key)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/idempotency-key-reused");
    }

    @Test
    void cancelsARunningJobButNotOneThatHasEnded() throws Exception {
        holdBefore(2, 1);
        String job = "/training-jobs/" + id(train("{}", null));
        awaitState(job, "RUNNING");

        client.post().uri(job + "/cancel").exchange().expectStatus().isAccepted();
        release.countDown();
        awaitState(job, "CANCELLED");
        client.post()
                .uri(job + "/cancel")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/training-job-ended");
    }

    @Test
    void listsJobsByState() {
        String job = id(train("{}", null));
        awaitState("/training-jobs/" + job, "SUCCEEDED");

        client.get()
                .uri("/training-jobs?state=SUCCEEDED&size=1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[0].id")
                .isEqualTo(job)
                .jsonPath("$.size")
                .isEqualTo(1);
        client.get()
                .uri("/training-jobs?state=failed")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"/training-jobs/nonsense", "/training-jobs/00000000-0000-0000-0000-000000000000"})
    void doesNotKnowEveryJob(String uri) {
        client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/unknown-training-job");
    }

    @Test
    void tellsALateListenerEverythingFromTheStart() throws Exception {
        holdBefore(3, 1);
        String job = id(train("{}", null));
        await().until(() -> JsonPath.<Integer>read(get("/training-jobs/" + job), "$.epoch") == 2);

        HttpResponse<InputStream> stream = listen(job);
        release.countDown();
        String events = new String(stream.body().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(stream.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(events.lines().filter(line -> line.startsWith("id:")).toList())
                .isEqualTo(List.of("id:1", "id:2", "id:3", "id:4"));
        assertThat(events).contains("event:progress", "event:end", "\"state\":\"SUCCEEDED\"");
    }

    @Test
    void boundsTheNumberOfListeners() throws Exception {
        holdBefore(1, 1);
        String job = id(train("{}", null));
        try (InputStream first = listen(job).body()) {
            HttpResponse<InputStream> second = listen(job);
            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(first.read()).isPositive();
        }
    }

    @Test
    void tellsTheMonitoringWhatItDoes() {
        awaitState("/training-jobs/" + id(train("{}", null)), "SUCCEEDED");

        assertThat(get("/actuator/prometheus"))
                .contains(
                        "palate_training_jobs_total{algorithm=\"step\",outcome=\"succeeded\"",
                        "palate_training_epoch_seconds_count{algorithm=\"step\"",
                        "palate_training_loss{algorithm=\"step\"",
                        "palate_training_wait_seconds_count{algorithm=\"step\"",
                        "palate_training_queued",
                        "palate_checkpoint_size_bytes_count{algorithm=\"step\"");
    }

    private void holdBefore(int stopEpoch, int stopBatch) {
        CountDownLatch held = new CountDownLatch(1);
        release = held;
        algorithm.hook((epoch, batch) -> {
            if (epoch == stopEpoch && batch == stopBatch) {
                try {
                    held.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private HttpResponse<InputStream> listen(String job) throws Exception {
        URI uri = URI.create("http://localhost:" + port + "/training-jobs/" + job + "/events");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private RestTestClient.ResponseSpec train(String body, @Nullable String key) {
        return client.post()
                .uri("/models/step/train")
                .contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> {
                    if (key != null) {
                        headers.set("Idempotency-Key", key);
                    }
                })
                .body(body)
                .exchange();
    }

    private static String id(RestTestClient.ResponseSpec response) {
        String body = response.expectStatus()
                .isAccepted()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JsonPath.read(body, "$.id");
    }

    private void awaitState(String job, String state) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> JsonPath.read(get(job), "$.state").equals(state));
    }

    private String get(String uri) {
        return client.get()
                .uri(uri)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private long count(String state) {
        return jdbc.sql("select count(*) from jobs where state = ?")
                .param(state)
                .query(Long.class)
                .single();
    }
}
