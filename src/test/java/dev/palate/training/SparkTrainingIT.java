package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import dev.palate.PalateIT;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.ease.Ease;
import dev.palate.core.model.ItemColumns;
import dev.palate.core.model.Model;
import dev.palate.core.training.TrainingSetup;
import dev.palate.job.JobState;
import dev.palate.job.TestProcess;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.file.ModelManifest;
import dev.palate.model.promotion.Promotion;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.version.EpochFigures;
import dev.palate.rating.training.TrainingSet;
import dev.palate.rating.training.TrainingSetLoader;
import dev.palate.training.order.PublicationOrder;
import dev.palate.training.order.TrainingKind;
import dev.palate.training.order.TrainingRequest;
import dev.palate.training.upload.ModelUploads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders with the engine Spark, executed by {@link FakeSubmitCommand} in a JVM of its own; the test steps the scheduler by hand. */
@PalateIT
@TestPropertySource(
        properties = {"palate.training.concurrency=0", "palate.jobs.attempts=2", "palate.jobs.stalled-attempts=2"})
class SparkTrainingIT {

    private static final Duration UNTIL_DEAD = Duration.ofHours(1);

    @TempDir
    private static Path folder;

    @Autowired
    private TrainingSubmitter submitter;

    @Autowired
    private TrainingJobs jobs;

    @Autowired
    private TrainingHandler handler;

    @Autowired
    private TrainingSetLoader loader;

    @Autowired
    private ModelUploads uploads;

    @Autowired
    private TrainingRows rows;

    @Autowired
    private Checkpoints checkpoints;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ServedModels models;

    @Autowired
    private JdbcConnectionDetails database;

    @Autowired
    private Clock clock;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    private final SettableClock time = new SettableClock();
    private TestProcess process;

    @DynamicPropertySource
    static void submitCommand(DynamicPropertyRegistry properties) {
        String java = ProcessHandle.current().info().command().orElseThrow();
        String classes = Path.of(FakeSubmitCommand.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        properties.add(
                "palate.spark.submit-command",
                () -> "%s -XX:TieredStopAtLevel=1 -cp '%s' %s '%s' {order} {output} {state} {url}"
                        .formatted(java, classes, FakeSubmitCommand.class.getName(), folder.resolve("test")));
        properties.add("palate.spark.state", () -> folder.resolve("state"));
    }

    @BeforeEach
    void createRatingsAndAModel() throws IOException {
        FileSystemUtils.deleteRecursively(folder.resolve("test"));
        FileSystemUtils.deleteRecursively(folder.resolve("state"));
        TrainingFixture.deleteAll(jdbc);
        TrainingFixture.createRatings(jdbc, 60, 3);
        jdbc.sql("update catalogue_revision set revision = revision + 1").update();
        time.set(clock.instant().plusSeconds(1));
        process = TestProcess.here(context, handler, time);
        Files.createDirectories(folder.resolve("test"));
        writeModel(folder.resolve("test/model"));
    }

    @Test
    void publishesWhatTheCommandHasTrained() throws IOException {
        TrainingJob job = submit();
        assertThat(job.engine()).isEqualTo("spark");

        process.runDueJobs();

        TrainingJob done = jobs.find(job.id());
        assertThat(done.failure()).isNull();
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.epochs()).extracting(EpochFigures::epoch).containsExactly(1, 2, 3);
        assertThat(done.epochs()).extracting(EpochFigures::trainLoss).containsExactly(1.0, 0.5, 1.0 / 3);
        assertThat(done.warnings()).contains("Only 3 local steps per round.");
        assertThat(done.device().name()).isEqualTo("Spark");
        assertThat(done.promotion()).startsWith("Activated: promote is always");
        assertThat(models.active("ease").orElseThrow().version()).isEqualTo(done.version());
        String provenance = jdbc.sql("select provenance::text from model_versions")
                .query(String.class)
                .single();
        JsonNode json = new JsonMapper().readTree(provenance);
        assertThat(json.at("/origin/engine").asString()).isEqualTo("spark");
        assertThat(json.at("/origin/executors").asInt()).isEqualTo(2);
        assertThat(json.at("/trainSeconds").asDouble()).isEqualTo(12.5);
        assertThat(json.at("/request/engine").asString()).isEqualTo("SPARK");
        JsonNode order = new JsonMapper().readTree(folder.resolve("test/order").toFile());
        assertThat(order.at("/algorithm").asString()).isEqualTo("ease");
        assertThat(order.at("/evaluation/protocol").asString()).isEqualTo("strong-generalization");
        assertThat(order.at("/hyperparameters/lambda").asDouble()).isEqualTo(7);
        assertThat(folder.resolve("state").resolve(job.id().toString())).doesNotExist();
        assertThat(TrainingFixture.savedStates(jdbc)).isZero();
    }

    @Test
    void failsAtOnceWithTheSentenceOfTheCommand() throws IOException {
        Files.writeString(folder.resolve("test/error"), "There are only 3 users.");

        TrainingJob done = execute();

        assertThat(done.state()).isEqualTo(JobState.FAILED);
        assertThat(done.failure()).isEqualTo("The training on Spark failed: There are only 3 users.");
        assertThat(done.attempts()).isEqualTo(1);
    }

    @Test
    void failsIfTheCommandWritesNoModel() throws IOException {
        Files.createFile(folder.resolve("test/forgetful"));

        assertThat(execute().failure()).contains("did not write the file {output}");
    }

    @Test
    void retriesACrashAndQuotesItsReasonWithoutSecrets() throws IOException {
        Files.createFile(folder.resolve("test/crash"));

        TrainingJob waiting = execute();
        assertThat(waiting.state()).isEqualTo(JobState.QUEUED);
        time.set(time.now().plus(UNTIL_DEAD));
        process.runDueJobs();

        TrainingJob done = jobs.find(waiting.id());
        assertThat(done.state()).isEqualTo(JobState.FAILED);
        assertThat(done.failure())
                .isEqualTo("The submit command ended with exit code 3: the password is "
                        + (database.getPassword().isEmpty() ? "" : "***") + "!");
    }

    @Test
    void cancellationKillsTheCommandWithItsChildren() throws Exception {
        TrainingJob job = submit();
        CompletableFuture<Void> running = runUntilAfterEpoch(2, process);
        ProcessHandle command = running("pid");
        ProcessHandle child = running("child");
        assertThat(jdbc.sql("select data_digest from training_jobs")
                        .query(String.class)
                        .optional())
                .as("no data are loaded while Spark trains")
                .isEmpty();

        jobs.cancel(job.id());
        running.join();

        assertThat(jobs.find(job.id()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(command.isAlive()).isFalse();
        await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
        assertThat(folder.resolve("state").resolve(job.id().toString())).doesNotExist();
    }

    @Test
    void anotherAttemptResumesFromTheStateOfTheCommand() throws Exception {
        TrainingJob job = submit();
        TestProcess first = TestProcess.another(context, handler, time);
        CompletableFuture<Void> running = runUntilAfterEpoch(2, first);
        ProcessHandle command = running("pid");
        shutDown(first, running);
        assertThat(command.isAlive()).isFalse();
        assertThat(jobs.find(job.id()).state()).isEqualTo(JobState.QUEUED);
        Files.delete(folder.resolve("test/wait"));

        process.runDueJobs();

        TrainingJob done = jobs.find(job.id());
        assertThat(done.failure()).isNull();
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.attempts()).isEqualTo(2);
        assertThat(done.epochs()).extracting(EpochFigures::epoch).containsExactly(1, 2, 3);
        assertThat(done.epochs()).extracting(EpochFigures::trainSeconds).containsExactly(1.0, 2.0, 3.0);
    }

    /** As after a rating between two attempts: the state of the first one is of other data. */
    @Test
    void anotherAttemptThatStartsFromTheBeginningReplacesTheLearningCurve() throws Exception {
        TrainingJob job = submit();
        TestProcess first = TestProcess.another(context, handler, time);
        CompletableFuture<Void> running = runUntilAfterEpoch(2, first);
        shutDown(first, running);
        assertThat(jobs.find(job.id()).epochs()).hasSize(2);
        Files.delete(folder.resolve("test/wait"));
        Files.createFile(folder.resolve("test/other-ratings"));

        process.runDueJobs();

        TrainingJob done = jobs.find(job.id());
        assertThat(done.failure()).isNull();
        assertThat(done.epochs()).extracting(EpochFigures::epoch).containsExactly(1, 2, 3);
        assertThat(done.epochs()).extracting(EpochFigures::trainLoss).containsExactly(4.0, 2.0, 4.0 / 3);
        assertThat(done.epochs()).extracting(EpochFigures::trainSeconds).containsExactly(1.0, 2.0, 3.0);
    }

    /** As after kill -9 of the service, which its child survives. */
    @Test
    void anotherAttemptKillsTheCommandOfADeadService() throws Exception {
        TrainingJob job = submit();
        process.crash(job.id());
        Process orphan = new ProcessBuilder("sleep", "600").start();
        Path left =
                Files.createDirectories(folder.resolve("state").resolve(job.id().toString()));
        Files.writeString(
                left.resolve("PROCESS"),
                orphan.pid() + " " + orphan.info().startInstant().orElseThrow());

        process.runDueJobs();

        assertThat(orphan.isAlive()).isFalse();
        assertThat(jobs.find(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    /** As after kill -9 between the end of the command and the end of the job. */
    @Test
    void anotherAttemptPublishesAStoredModelWithoutTrainingAgain() throws IOException {
        Files.createFile(folder.resolve("test/crash"));
        TrainingJob job = submit();
        transaction.executeWithoutResult(status -> {
            try (InputStream model = Files.newInputStream(folder.resolve("test/model"))) {
                rows.insertUpload(job.id(), checkpoints.copy(model).id());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        process.crash(job.id());

        process.runDueJobs();

        assertThat(jobs.find(job.id()).failure()).isNull();
        assertThat(jobs.find(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(folder.resolve("test/pid")).doesNotExist();
    }

    @Test
    void anotherProcessPublishesAnUploadWhoseFirstProcessDied() throws IOException {
        TrainingJob job;
        try (InputStream model = Files.newInputStream(folder.resolve("test/model"))) {
            job = uploads.submit(new PublicationOrder("ease", Promotion.ALWAYS), model, null);
        }
        time.set(clock.instant().plusSeconds(1));
        assertThat(job.engine()).isNull();
        assertThat(job.evaluation().isEmpty()).isTrue();
        process.crash(job.id());

        TestProcess.another(context, handler, time).runDueJobs();

        TrainingJob done = jobs.find(job.id());
        assertThat(done.failure()).isNull();
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.attempts()).isEqualTo(2);
        assertThat(done.trainSeconds()).isEqualTo(12.5);
        assertThat(TrainingFixture.savedStates(jdbc)).isZero();
    }

    @Test
    void cancellingAWaitingUploadDeletesIt() throws IOException {
        try (InputStream model = Files.newInputStream(folder.resolve("test/model"))) {
            jobs.cancel(uploads.submit(new PublicationOrder("ease", Promotion.ALWAYS), model, null)
                    .id());
        }

        assertThat(jdbc.sql("select count(*) from checkpoints")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private TrainingJob execute() {
        TrainingJob job = submit();
        process.runDueJobs();
        return jobs.find(job.id());
    }

    private TrainingJob submit() {
        TrainingRequest request = TrainingFixture.request(
                "{\"engine\": \"spark\", \"promote\": \"always\", \"hyperparameters\": {\"lambda\": 7}}");
        TrainingJob job = submitter.submit(TrainingKind.TRAIN, "ease", request, null);
        time.set(clock.instant().plusSeconds(1));
        return job;
    }

    /** Executes the due job until the command waits after an epoch. */
    private CompletableFuture<Void> runUntilAfterEpoch(int epoch, TestProcess executing) throws IOException {
        Files.writeString(folder.resolve("test/wait"), Integer.toString(epoch));
        CompletableFuture<Void> running = CompletableFuture.runAsync(executing::runDueJobs);
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(folder.resolve("test/waiting")));
        return running;
    }

    /** The job is due again at the moment of its release, which can be long after it was submitted. */
    private void shutDown(TestProcess executing, CompletableFuture<Void> running) {
        executing.shutDown();
        running.join();
        time.set(clock.instant().plusSeconds(1));
    }

    private static ProcessHandle running(String file) throws IOException {
        long pid = Long.parseLong(Files.readString(folder.resolve("test").resolve(file)));
        ProcessHandle handle = ProcessHandle.of(pid).orElseThrow();
        assertThat(handle.isAlive()).isTrue();
        return handle;
    }

    private void writeModel(Path file) throws IOException {
        TrainingSet data = loader.load(clock.instant());
        Ease ease = new Ease();
        try (OutputStream out = Files.newOutputStream(file);
                Model model = ease.train(
                        TrainingSetup.of(data.ratings(), ease.hyperparameters().defaults(), 42, 1))) {
            CheckpointWriter writer = new CheckpointWriter(out);
            writer.text(
                    ModelManifest.SECTION,
                    new JsonMapper()
                            .writeValueAsString(Map.of(
                                    "algorithm",
                                    "ease",
                                    "seed",
                                    42,
                                    "evaluation",
                                    Map.of("protocol", "strong-generalization"),
                                    "conditions",
                                    Map.of("engine", "spark", "executors", 2, "trainSeconds", 12.5))));
            model.save(writer);
            ItemColumns.of(data.items(), data.ratings().columnCounts()).write(writer);
            writer.finish();
        }
    }
}
