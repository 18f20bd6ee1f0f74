package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A search over HTTP, run by the real scheduler. */
@PalateIT
@Import(StepAlgorithmConfiguration.class)
@TestPropertySource(properties = {"palate.jobs.poll=50ms", "palate.jobs.progress=50ms"})
class TuningApiIT {

    /** The 4 epochs make 1 of a training in the first rung, 2 in the second, 4 in the last. */
    private static final String BODY = "{\"budget\": {\"trials\": 3}}";

    @Autowired
    private RestTestClient client;

    @Autowired
    private StepAlgorithm algorithm;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void haveRatings() {
        jdbc.sql("""
                        delete from users;
                        delete from items;
                        insert into users (external_id) select g::text from generate_series(1, 40) g;
                        insert into items (external_id, title) select g::text, 'Item ' || g from generate_series(1, 20) g;
                        insert into ratings (user_id, item_id, value, rated_at)
                            select u.id, i.id, 1 + (u.id * 7 + i.id * 3) % 5, now() from users u, items i;
                        """).update();
    }

    @AfterEach
    void endAllJobs() {
        release.countDown();
        algorithm.hook((epoch, batch) -> {});
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.sql("select count(*) from jobs where ended_at is null")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    @Test
    void saysHowFarTheSearchIsAndWhatItHasTriedWhileItRuns() throws Exception {
        holdInTraining(3, 3);
        String job = tune();
        // Two of three quarters and half of the third; 3/4 + 1/2 + 2 trainings are the search, and one more ends the
        // job.
        await().atMost(Duration.ofSeconds(30)).until(() -> progress(job) > 0.14);
        String running = get(job);
        assertThat(progress(job)).isEqualTo((2 + 0.5) / 4 / 4.25, within(1e-9));
        assertThat(JsonPath.<String>read(running, "$.state")).isEqualTo("RUNNING");
        assertThat(JsonPath.<List<?>>read(running, "$.tuning.trials")).hasSize(2);
        assertThat(JsonPath.<Object>read(running, "$.tuning.hyperparameters")).isNull();
        assertThat(JsonPath.<Integer>read(running, "$.hyperparameters.epochs")).isEqualTo(4);

        HttpResponse<String> events = listenUntilTheEnd(job);

        assertThat(events.body()).contains("event:epoch", "event:end", "\"state\":\"SUCCEEDED\"");
        String ended = get(job);
        assertThat(JsonPath.<Double>read(ended, "$.progress")).isEqualTo(1);
        List<?> trials = JsonPath.read(ended, "$.tuning.trials");
        assertThat(trials).hasSizeBetween(5, 6); // the setting to beat may be the best of the third
        assertThat(events.body().lines().filter("event:trial"::equals)).hasSize(trials.size());
        assertThat(JsonPath.<Object>read(ended, "$.tuning.hyperparameters.stepSize"))
                .isEqualTo(JsonPath.<Object>read(ended, "$.hyperparameters.stepSize"));
    }

    @Test
    void keepsTheTrialsOfASearchThatIsCancelled() {
        holdInTraining(2, 1);
        String job = tune();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> JsonPath.<List<?>>read(get(job), "$..trials[*]").size() == 1);
        client.post().uri(job + "/cancel").exchange().expectStatus().isAccepted();
        release.countDown();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> JsonPath.read(get(job), "$.state").equals("CANCELLED"));
        assertThat(JsonPath.<List<?>>read(get(job), "$.tuning.trials")).isNotEmpty();
    }

    private void holdInTraining(int stopTraining, int stopBatch) {
        AtomicInteger trainings = new AtomicInteger();
        algorithm.hook((epoch, batch) -> {
            int training = epoch == 1 && batch == 1 ? trainings.incrementAndGet() : trainings.get();
            if (training == stopTraining && batch == stopBatch) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private String tune() {
        return client.post()
                .uri("/models/step/tune")
                .contentType(MediaType.APPLICATION_JSON)
                .body(BODY)
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getLocation()
                .getPath();
    }

    private HttpResponse<String> listenUntilTheEnd(String job) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + job + "/events"))
                .build();
        var response = HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
        release.countDown();
        return response.get();
    }

    private double progress(String job) {
        return JsonPath.<Number>read(get(job), "$.progress").doubleValue();
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
