package dev.palate.training.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.UploadForm;
import dev.palate.training.StepAlgorithm;
import dev.palate.training.StepAlgorithmConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The policy with real jobs and imports. The tests themselves call the check. */
@PalateIT
@Import(StepAlgorithmConfiguration.class)
@TestPropertySource(
        properties = {
            "palate.training-policy.check=1h",
            "palate.jobs.poll=50ms",
            "palate.jobs.progress=50ms",
            "logging.level.dev.palate.training.policy=info"
        })
@ExtendWith(OutputCaptureExtension.class)
class PolicyIT {

    private static final String POLICY =
            "{\"algorithm\": \"step\", \"promote\": \"always\", \"minimumInteractions\": 100, \"every\": \"never\"%s}";

    @Autowired
    private RestTestClient client;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private StepAlgorithm algorithm;

    @Autowired
    private PolicyCheck check;

    @Autowired
    private FactsReader facts;

    @Autowired
    private PolicyOrders orders;

    @Autowired
    private PolicyMetrics metrics;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JsonMapper json;

    @Autowired
    private Clock clock;

    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void empty() {
        algorithm.hook((epoch, batch) -> {});
        jdbc.sql("""
                        update models set active_version = null;
                        delete from model_versions;
                        delete from model_activations;
                        delete from models;
                        delete from jobs;
                        delete from users;
                        delete from items;
                        update training_policy set policy = null, last_job = null, last_job_at = null;
                        """).update();
    }

    @AfterEach
    void endAllJobs() {
        release.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> count("jobs where ended_at is null") == 0);
    }

    @Test
    void startsOneJobAfterAnImport(CapturedOutput output) {
        double before = startedJobs("import");
        putPolicy("");
        importRatings("ratings", 20, 10);

        check.check();
        check.check();
        String job = onlyJob();
        awaitSuccess(job);
        check.check();

        assertThat(count("training_jobs")).isEqualTo(1);
        assertThat(JsonPath.<String>read(job(job), "$.startedBy")).isEqualTo("policy");
        assertThat(JsonPath.<String>read(job(job), "$.reason"))
                .isEqualTo("an import of 200 ratings or interactions ended");
        assertThat(JsonPath.<String>read(get("/training-jobs"), "$.items[0].reason"))
                .isEqualTo("an import of 200 ratings or interactions ended");
        String policy = get("/training-policy");
        assertThat(JsonPath.<String>read(policy, "$.lastJob.id")).isEqualTo(job);
        assertThat(JsonPath.<String>read(policy, "$.lastJob.reason"))
                .isEqualTo("an import of 200 ratings or interactions ended");
        assertThat(JsonPath.<String>read(policy, "$.lastJob.state")).isEqualTo("SUCCEEDED");
        assertThat(JsonPath.<String>read(policy, "$.lastJob.time")).isNotBlank();
        assertThat(JsonPath.<String>read(policy, "$.state"))
                .isEqualTo("next training when 5 % of the ratings have changed since version 1 of 'step' (so far 0 %),"
                        + " or after an import");
        assertThat(startedJobs("import")).isEqualTo(before + 1);
        assertThat(output.getOut().split("The training policy started job", -1)).hasSize(2);
        assertThat(output.getOut()).contains("'step': an import of 200 ratings or interactions ended");
    }

    @Test
    void startsAJobWhenEnoughRatingsHaveChanged() {
        putPolicy("");
        putRatings(20, 10, 3);
        check.check();
        awaitSuccess(onlyJob());

        putRatings(3, 3, 4);
        check.check();
        assertThat(count("training_jobs")).isEqualTo(1);
        assertThat(state()).contains("(so far 4.5 %)");

        client.delete().uri("/users/u19/ratings/p0").exchange().expectStatus().is2xxSuccessful();
        check.check();
        assertThat(count("training_jobs")).as("in the same hour").isEqualTo(1);
        anHourPasses();
        check.check();

        assertThat(count("training_jobs")).isEqualTo(2);
        assertThat(jdbc.sql(
                                "select reason from training_jobs join jobs on id = job_id order by submitted_at desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("5 % of the ratings have changed since version 1 of 'step'");
    }

    private void anHourPasses() {
        jdbc.sql("update jobs set submitted_at = submitted_at - interval '1 hour'")
                .update();
    }

    @Test
    void countsEachChangedRatingOnce() {
        long before = changes();
        importRatings("ratings", 10, 10);
        assertThat(changes() - before).as("imported").isEqualTo(100);

        importRatings("same ratings", 10, 10);
        assertThat(changes() - before).as("imported again, unchanged").isEqualTo(100);

        putRatings(2, 10, 5);
        assertThat(changes() - before).as("20 in one request").isEqualTo(120);

        client.delete().uri("/users/u0/ratings/p0").exchange().expectStatus().is2xxSuccessful();
        assertThat(changes() - before).as("a deleted rating").isEqualTo(121);

        client.delete().uri("/users/u0").exchange().expectStatus().is2xxSuccessful();
        assertThat(changes() - before).as("an erased user with 9 ratings").isEqualTo(130);

        client.delete().uri("/items/p1").exchange().expectStatus().is2xxSuccessful();
        assertThat(changes() - before).as("an erased item with 9 ratings").isEqualTo(139);
    }

    @Test
    void trainsAgainForChangesOfARequestedTrainingThatIsInService() {
        putRatings(20, 10, 3);
        train();
        putPolicy("");

        check.check();
        assertThat(count("training_jobs")).isEqualTo(1);
        assertThat(JsonPath.<String>read(get("/training-jobs"), "$.items[0].startedBy"))
                .isEqualTo("request");
        assertThat(JsonPath.<String>read(get("/training-jobs"), "$.items[0].reason"))
                .isNull();

        putRatings(2, 5, 4);
        anHourPasses();
        check.check();
        assertThat(count("training_jobs where reason = '5 % of the ratings have changed since version 1 of ''step'''"))
                .isEqualTo(1);
    }

    @Test
    void waitsForTheMinimum() {
        putPolicy("");
        importRatings("ratings", 11, 9);

        check.check();
        assertThat(state()).isEqualTo("waiting: 99 of 100 interactions");
        assertThat(count("training_jobs")).isZero();

        putRatings(1, 10, 5);
        check.check();
        assertThat(count("training_jobs where reason = 'an import of 99 ratings or interactions ended'"))
                .isEqualTo(1);
    }

    @Test
    void waitsWhileAnotherJobRunsOrWaits() throws InterruptedException {
        putPolicy("");
        putRatings(20, 10, 3);
        CountDownLatch running = new CountDownLatch(1);
        algorithm.hook((epoch, batch) -> {
            running.countDown();
            hold(release);
        });
        String requested = submit();
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

        check.check();
        assertThat(state()).isEqualTo("a training job is running");
        assertThat(count("training_jobs")).isEqualTo(1);

        release.countDown();
        awaitSuccess(requested);
        importRatings("ratings", 30, 10);
        check.check();
        assertThat(count("training_jobs where reason like 'an import%'")).isEqualTo(1);
    }

    @Test
    void doesNotRepeatAJobThatFailed() {
        putPolicy("");
        importRatings("ratings", 20, 10);
        algorithm.hook((epoch, batch) -> {
            throw new IllegalArgumentException("broken");
        });

        check.check();
        String job = onlyJob();
        await().atMost(Duration.ofSeconds(30)).until(() -> job(job).contains("FAILED"));
        check.check();

        assertThat(count("training_jobs")).isEqualTo(1);
        assertThat(JsonPath.<String>read(get("/training-policy"), "$.lastJob.state"))
                .isEqualTo("FAILED");
    }

    @Test
    void startsNothingIfThePolicyIsOff() {
        putPolicy(", \"enabled\": false");
        importRatings("ratings", 20, 10);

        check.check();

        assertThat(count("training_jobs")).isZero();
        assertThat(state()).startsWith("off: ");
    }

    @Test
    void survivesAnUnavailableDatabase(CapturedOutput output) {
        JdbcClient unavailable = JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none"));
        PolicyRows rows = new PolicyRows(unavailable, json, new PolicySettings(true, Duration.ofSeconds(5)));
        PolicyCheck other = new PolicyCheck(rows, facts, orders, metrics, transaction, clock);

        other.check();
        other.check();

        assertThat(output.getOut().split("the database is unavailable", -1)).hasSize(2);
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void putPolicy(String more) {
        client.put()
                .uri("/training-policy")
                .contentType(MediaType.APPLICATION_JSON)
                .body(POLICY.formatted(more))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private void importRatings(String name, int users, int items) {
        String location = client.post()
                .uri("/imports")
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(UploadForm.of(name + ".csv", csv(users, items), "unknownItems", "create"))
                .exchange()
                .expectStatus()
                .isAccepted()
                .returnResult(String.class)
                .getResponseHeaders()
                .getLocation()
                .getPath();
        await().atMost(Duration.ofSeconds(30)).until(() -> JsonPath.read(get(location), "$.endedAt") != null);
    }

    private static String csv(int users, int items) {
        return IntStream.range(0, users * items)
                .mapToObj(k -> "u%d,p%d,%d\n".formatted(k / items, k % items, 1 + k % 4))
                .collect(Collectors.joining("", "userId,itemId,rating\n", ""));
    }

    private void putRatings(int users, int items, int value) {
        for (int item = 0; item < items; item++) {
            client.put()
                    .uri("/items/p" + item)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body("{\"title\": \"Item\"}")
                    .exchange()
                    .expectStatus()
                    .is2xxSuccessful();
        }
        String ratings = IntStream.range(0, users * items)
                .mapToObj(k -> "{\"userId\": \"u%d\", \"itemId\": \"p%d\", \"value\": %d}"
                        .formatted(k / items, k % items, value))
                .collect(Collectors.joining(",", "[", "]"));
        client.post()
                .uri("/ratings")
                .contentType(MediaType.APPLICATION_JSON)
                .body(ratings)
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
    }

    private void train() {
        awaitSuccess(submit());
    }

    private String submit() {
        return JsonPath.read(
                client.method(HttpMethod.POST)
                        .uri("/models/step/train")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body("{\"promote\": \"always\"}")
                        .exchange()
                        .expectStatus()
                        .isAccepted()
                        .returnResult(String.class)
                        .getResponseBody(),
                "$.id");
    }

    private void awaitSuccess(String job) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> JsonPath.<String>read(job(job), "$.state").equals("SUCCEEDED"));
    }

    private String onlyJob() {
        List<String> jobs = JsonPath.read(get("/training-jobs"), "$.items[*].id");
        assertThat(jobs).hasSize(1);
        return jobs.get(0);
    }

    private String job(String id) {
        return get("/training-jobs/" + id);
    }

    private String state() {
        return JsonPath.read(get("/training-policy"), "$.state");
    }

    private double startedJobs(String rule) {
        return meters.get("palate.training.policy.jobs")
                .tag("rule", rule)
                .counter()
                .count();
    }

    private long changes() {
        return jdbc.sql("select case when is_called then last_value else 0 end from preference_changes")
                .query(Long.class)
                .single();
    }

    private long count(String from) {
        return jdbc.sql("select count(*) from " + from).query(Long.class).single();
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
