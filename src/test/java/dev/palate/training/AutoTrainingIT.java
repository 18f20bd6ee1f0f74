package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import dev.palate.core.memory.MemoryNeed;
import dev.palate.core.memory.MemoryReservations;
import dev.palate.core.memory.MemoryReservations.Work;
import dev.palate.core.memory.MemoryState;
import dev.palate.job.JobState;
import dev.palate.job.TestProcess;
import dev.palate.model.serving.ServedModels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Automatic trainings over HTTP, whose attempts the test steps by hand. */
@PalateIT
@Import({StepFamilyConfiguration.class, AutoTrainingIT.KnownMemory.class})
@TestPropertySource(properties = {"palate.training.concurrency=0", "palate.training.save=0s"})
class AutoTrainingIT {

    private static final long GIGABYTE = 1L << 30;
    private static final String BODY = "{\"budget\": {\"minutes\": 1}, \"seed\": 7}";

    /** A process with a gigabyte of free memory, whose time a test can move on. */
    @TestConfiguration(proxyBeanMethods = false)
    static class KnownMemory {

        @Bean
        AtomicLong hoursLater() {
            return new AtomicLong();
        }

        @Bean
        @Primary
        Clock hurryingClock(AtomicLong hoursLater) {
            InstantSource time = () -> Instant.now(Clock.systemUTC()).plus(Duration.ofHours(hoursLater.get()));
            return time.withZone(ZoneOffset.UTC);
        }

        @Bean
        @Primary
        MemoryReservations knownMemory() {
            MemoryState state = new MemoryState(GIGABYTE, 0, GIGABYTE, GIGABYTE, 0, 2 * GIGABYTE, 0);
            return new MemoryReservations(new MemoryState.Source() {
                @Override
                public MemoryState read() {
                    return state;
                }

                @Override
                public MemoryState readAfterCollection() {
                    return state;
                }
            });
        }
    }

    @Autowired
    private RestTestClient client;

    @Autowired
    private AtomicLong hoursLater;

    @Autowired
    private MemoryReservations memory;

    @Autowired
    private TrainingJobs jobs;

    @Autowired
    private TrainingHandler handler;

    @Autowired
    private ServedModels models;

    @Autowired
    private StepAlgorithm step;

    @Autowired
    private Clock clock;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    private final SettableClock time = new SettableClock();
    private TestProcess process;

    @BeforeEach
    void createRatingsOfTwoGroupsAndNoJobs() {
        step.hook((epoch, batch) -> {});
        TrainingFixture.deleteAll(jdbc);
        TrainingFixture.createRatingsOfTwoGroups(jdbc);
        time.set(clock.instant().plusSeconds(1));
        process = TestProcess.here(context, handler, time);
    }

    @Test
    void publishesTheWinnerUnderItsOwnNameWithTheTableOfContenders() {
        UUID id = train();

        process.runDueJobs();

        String job = get("/training-jobs/" + id);
        assertThat(JsonPath.<String>read(job, "$.state")).isEqualTo("SUCCEEDED");
        assertThat(JsonPath.<String>read(job, "$.kind")).isEqualTo("TRAIN");
        assertThat(JsonPath.<String>read(job, "$.algorithm")).isEqualTo("auto");
        assertThat(JsonPath.<List<String>>read(job, "$.selection.contenders[*].algorithm"))
                .startsWith("popularity", "item-knn", "step");
        assertThat(JsonPath.<List<String>>read(job, "$.selection.contenders[?(@.chosen == true)].algorithm"))
                .containsExactly("item-knn");
        assertThat(JsonPath.<List<Object>>read(job, "$.selection.contenders[*].metrics['ndcg@20'].mean"))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(JsonPath.<Integer>read(job, "$.selection.validationUsers")).isEqualTo(40);
        assertThat(JsonPath.<Double>read(job, "$.progress")).isEqualTo(1);

        int number = JsonPath.read(job, "$.version");
        String version = get("/models/item-knn/versions/" + number);
        assertThat(JsonPath.<Object>read(version, "$.evaluation.selection"))
                .isEqualTo(JsonPath.<Object>read(job, "$.selection"));
        assertThat(JsonPath.<Object>read(version, "$.hyperparameters"))
                .isEqualTo(JsonPath.<Object>read(job, "$.hyperparameters"));
        // Trained on the validation users, too: only the tenth for the test is held out.
        assertThat(JsonPath.<Integer>read(version, "$.evaluation.protocols[0].trainUsers"))
                .isEqualTo(360);
        assertThat(JsonPath.<Integer>read(version, "$.evaluation.protocols[0].testUsers"))
                .isEqualTo(40);
        assertThat(JsonPath.<String>read(version, "$.provenance.request.algorithm"))
                .isEqualTo("item-knn");
        assertThat(JsonPath.<String>read(job, "$.promotion")).startsWith("Activated: first version in service");
        assertThat(models.active("item-knn").orElseThrow().version()).isEqualTo(number);
    }

    @Test
    void continuesAfterTheContendersThatAKilledProcessHadFinished() throws Exception {
        UUID id = train();
        CountDownLatch killed = new CountDownLatch(1);
        CompletableFuture<Void> dead = runUntilStepTrains(killed);
        SelectionReport before = jobs.find(id).selection();
        assertThat(before.contenders()).extracting(ComparedContender::label).containsExactly("popularity", "item-knn");
        step.hook((epoch, batch) -> {});
        TestProcess other = TestProcess.another(context, handler, time);

        time.set(time.now().plus(Duration.ofHours(1)));
        other.takeOverDeadJobs();
        other.runDueJobs();

        TrainingJob done = jobs.find(id);
        assertThat(done.failure()).isNull();
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.attempts()).isEqualTo(2);
        assertThat(done.warnings()).anyMatch(warning -> warning.contains("continued after 2 contenders"));
        assertThat(done.selection().contenders().subList(0, 2))
                .extracting(ComparedContender::trainSeconds)
                .isEqualTo(before.contenders().stream()
                        .map(ComparedContender::trainSeconds)
                        .toList());
        assertThat(done.selection().winner().orElseThrow().algorithm()).isEqualTo("item-knn");

        killed.countDown();
        dead.join();
        assertThat(jobs.find(id).selection()).isEqualTo(done.selection());
        assertThat(jdbc.sql("select count(*) from model_versions")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theBudgetBeginsWhenOtherJobsHaveReleasedTheirMemory() {
        MemoryNeed nearlyAll = MemoryNeed.ofHeap(GIGABYTE * 9 / 10 - 1);
        Work work = new Work("Another job", nearlyAll, MemoryNeed.NONE, "wait");
        UUID id = train();
        CompletableFuture<Void> running;
        try (MemoryReservations.Reservation other = memory.reserve(work, () -> false)) {
            running = CompletableFuture.runAsync(process::runDueJobs);
            await().until(() -> jobs.find(id).state() == JobState.RUNNING);
            hoursLater.incrementAndGet();
            assertThat(other).isNotNull();
        }
        running.join();

        TrainingJob done = jobs.find(id);
        assertThat(done.failure()).isNull();
        assertThat(done.selection().winner().orElseThrow().algorithm()).isEqualTo("item-knn");
        assertThat(done.selection().seconds()).isLessThan(60);
    }

    @Test
    void anAttemptThatWaitsForMemoryKeepsWhatEarlierOnesSpent() {
        UUID id = train();
        TestProcess another = TestProcess.another(context, handler, time);
        step.hook((epoch, batch) -> another.shutDown());
        another.runDueJobs();
        step.hook((epoch, batch) -> {});
        jdbc.sql("update training_jobs set progress = 0.5, seconds_left = 4242").update();
        MemoryNeed nearlyAll = MemoryNeed.ofHeap(GIGABYTE * 9 / 10 - 1);
        Work work = new Work("Another job", nearlyAll, MemoryNeed.NONE, "wait");
        CompletableFuture<Void> running;
        try (MemoryReservations.Reservation other = memory.reserve(work, () -> false)) {
            running = CompletableFuture.runAsync(process::runDueJobs);
            await().until(() -> jdbc.sql("select seconds_left is null from training_jobs")
                    .query(Boolean.class)
                    .single());
            assertThat(jobs.find(id).progress()).isEqualTo(0.5);
            assertThat(other).isNotNull();
        }
        running.join();

        assertThat(jobs.find(id).failure()).isNull();
        assertThat(jobs.find(id).selection().seconds()).isGreaterThan(30);
    }

    @Test
    void comparesAllAgainWhenTheRatingsHaveChanged() {
        UUID id = train();
        TestProcess another = TestProcess.another(context, handler, time);
        step.hook((epoch, batch) -> another.shutDown());
        another.runDueJobs();
        step.hook((epoch, batch) -> {});
        jdbc.sql("delete from ratings where item_id = (select max(id) from items)")
                .update();

        process.runDueJobs();

        TrainingJob done = jobs.find(id);
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.warnings()).anyMatch(warning -> warning.contains("ratings have changed"));
        assertThat(done.warnings()).noneMatch(warning -> warning.contains("contenders"));
        assertThat(done.selection().find("popularity", false)).isPresent();
    }

    @Test
    void publishesNothingIfPopularityWins() {
        jdbc.sql("""
                        delete from ratings;
                        insert into ratings (user_id, item_id, value, rated_at)
                            select u.id, i.id, 5, now() from users u, items i
                            where i.external_id::int <= 2 + hashint4(u.external_id::int) % 10 + 10;
                        """).update();
        UUID id = train();

        process.runDueJobs();

        TrainingJob done = jobs.find(id);
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.version()).isNull();
        assertThat(done.warnings().get(0)).startsWith("No version is published: popularity has the highest ndcg@100");
        assertThat(done.promotion()).startsWith("Not published: popularity");
        assertThat(done.selection().winner().orElseThrow().algorithm()).isEqualTo("popularity");
    }

    @Test
    void hasNoVersionsOfItsOwnAndSaysWhereTheyAre() {
        assertThat(problem(client.get().uri("/models/auto/versions").exchange(), 404))
                .contains("POST /models/auto/train", "there are popularity, item-knn, step");
        assertThat(problem(client.get().uri("/models/auto").exchange(), 404)).contains("POST /models/auto/train");
        assertThat(problem(post("/models/auto/tune", "{}"), 400)).contains("searches by itself");
    }

    @Test
    void refusesWhatItChoosesItself() {
        assertThat(problem(
                        post("/models/auto/train", "{\"preset\": \"ranking\", \"epochs\": 3, \"warmStart\": 1}"), 400))
                .contains(
                        "preset must be left out for auto", "epochs is unknown for auto", "warmStart must be left out");
        assertThat(problem(post("/models/auto/train", "{\"budget\": {\"minutes\": 0, \"trials\": 3}}"), 400))
                .contains("budget.minutes must be", "budget.trials");
        assertThat(problem(post("/models/auto/train", "{\"protocol\": \"reconstruction\"}"), 400))
                .contains("must be strong-generalization for auto");
    }

    @Test
    void isDescribedByTheOpenApiDocument() {
        String api = get("/v3/api-docs");
        assertThat(JsonPath.<String>read(
                        api, "$.paths['/models/auto/train'].post.requestBody.content['application/json'].schema.$ref"))
                .endsWith("/AutoTrainingRequest");
        assertThat(JsonPath.<Set<String>>read(api, "$.components.schemas.AutoTrainingRequest.properties.keys()"))
                .containsExactlyInAnyOrder("budget", "split", "threshold", "seed", "promote");
        assertThat(JsonPath.<Double>read(api, "$.components.schemas.AutoBudget.properties.minutes.maximum"))
                .isEqualTo(10080);
        assertThat(JsonPath.<Set<String>>read(api, "$.components.schemas.ComparedContender.properties.keys()"))
                .contains("algorithm", "preset", "hyperparameters", "metrics", "trainSeconds", "chosen", "reason");
    }

    private UUID train() {
        String job = post("/models/auto/train", BODY)
                .expectStatus()
                .isAccepted()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        time.set(clock.instant().plusSeconds(1));
        return UUID.fromString(JsonPath.read(job, "$.id"));
    }

    /** A process that stops in the training of the third contender, so that it is considered dead, until {@code release}. */
    private CompletableFuture<Void> runUntilStepTrains(CountDownLatch release) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        step.hook((epoch, batch) -> {
            reached.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        CompletableFuture<Void> running = CompletableFuture.runAsync(process::runDueJobs);
        assertThat(reached.await(1, TimeUnit.MINUTES)).isTrue();
        return running;
    }

    private RestTestClient.ResponseSpec post(String uri, String body) {
        return client.post()
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private static String problem(RestTestClient.ResponseSpec response, int status) {
        return JsonPath.read(
                response.expectStatus()
                        .isEqualTo(status)
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody(),
                "$.detail");
    }

    private String get(String uri) {
        return client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }
}
