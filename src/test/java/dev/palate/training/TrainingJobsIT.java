package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import dev.palate.PalateIT;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.training.DeviceReport;
import dev.palate.job.JobState;
import dev.palate.job.TestProcess;
import dev.palate.job.settings.JobSettings;
import dev.palate.model.promotion.Promotion;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.version.EpochFigures;
import dev.palate.training.order.OrderOptions;
import dev.palate.training.order.TrainingOrder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Jobs that the test steps by hand: it sets the scheduler's clock and intervenes before any batch of a training. */
@PalateIT
@Import(StepAlgorithmConfiguration.class)
@TestPropertySource(
        properties = {
            "palate.training.concurrency=0",
            "palate.training.save=0s",
            "palate.jobs.stalled-attempts=2",
            "palate.jobs.attempts=2"
        })
class TrainingJobsIT {

    private static final String STEP = StepAlgorithm.NAME;
    private static final Duration UNTIL_DEAD = Duration.ofHours(1);

    @Autowired
    private TrainingSubmitter submitter;

    @Autowired
    private TrainingJobs jobs;

    @Autowired
    private TrainingHandler handler;

    @Autowired
    private ServedModels models;

    @Autowired
    private StepAlgorithm algorithm;

    @Autowired
    private JobSettings settings;

    @Autowired
    private Clock clock;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    private final SettableClock time = new SettableClock();
    private TestProcess process;

    @BeforeEach
    void createRatingsAndNoJobs() {
        algorithm.hook((epoch, batch) -> {});
        TrainingFixture.deleteAll(jdbc);
        TrainingFixture.createRatings(jdbc, 40, 1);
        time.set(clock.instant().plusSeconds(1));
        process = TestProcess.here(context, handler, time);
    }

    @Test
    void trainsAndServesAVersion() {
        TrainingJob queued = submit();
        assertThat(queued.state()).isEqualTo(JobState.QUEUED);

        process.runDueJobs();

        TrainingJob job = jobs.find(queued.id());
        assertThat(job.failure()).isNull();
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.epochs()).extracting(EpochFigures::epoch).containsExactly(1, 2, 3, 4);
        assertThat(job.epochs().get(3).trainLoss()).isEqualTo(0.25);
        assertThat(job.progress()).isEqualTo(1);
        assertThat(job.promotion()).startsWith("Activated: promote is always");
        assertThat(models.active(STEP).orElseThrow().version()).isEqualTo(job.version());
        assertThat(models.active(STEP).orElseThrow().items().ids()).hasSize(20).startsWith("1", "2", "3");
        assertThat(waiting()).isZero();
        assertThat(TrainingFixture.savedStates(jdbc)).isZero();
    }

    @Test
    void resumesInAnotherProcessFromTheSavedStateOfAKilledOne() throws Exception {
        float[] expected = weights(submitAndRun());
        TrainingJob job = submit();
        CountDownLatch killed = new CountDownLatch(1);
        CompletableFuture<Void> dead = runUntil(3, 2, killed);
        algorithm.hook((epoch, batch) -> assertThat(epoch).isGreaterThan(2));
        TestProcess other = TestProcess.another(context, handler, time);

        time.set(time.now().plus(UNTIL_DEAD));
        other.takeOverDeadJobs();
        other.runDueJobs();

        TrainingJob resumed = jobs.find(job.id());
        assertThat(resumed.failure()).isNull();
        assertThat(resumed.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(resumed.attempts()).isEqualTo(2);
        assertThat(resumed.resumedFromEpoch()).isEqualTo(2);
        assertThat(resumed.warnings()).anyMatch(warning -> warning.contains("continued after epoch 2"));
        assertThat(resumed.epochs()).extracting(EpochFigures::epoch).containsExactly(1, 2, 3, 4);
        assertThat(resumed.epochs()).extracting(EpochFigures::trainSeconds).containsExactly(1.0, 2.0, 3.0, 4.0);
        assertThat(resumed.device()).isEqualTo(new DeviceReport("CPU", null, 2.5));
        assertThat(weights(resumed)).isEqualTo(expected);

        algorithm.hook((epoch, batch) -> {});
        killed.countDown();
        dead.join();
        assertThat(versions()).isEqualTo(2);
        assertThat(jobs.find(job.id()).version()).isEqualTo(resumed.version());
    }

    @Test
    void isNotTakenFromAProcessThatStillExecutesIt() throws Exception {
        TrainingJob job = submit();
        CountDownLatch slow = new CountDownLatch(1);
        CompletableFuture<Void> running = runUntil(2, 1, slow);

        time.set(time.now().plus(UNTIL_DEAD));
        process.takeOverDeadJobs();
        process.runDueJobs();
        slow.countDown();
        running.join();

        assertThat(jobs.find(job.id()).attempts()).isEqualTo(1);
        assertThat(jobs.find(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void restartsFromTheBeginningWhenTheRatingsHaveChanged() {
        TrainingJob job = submit();
        releaseBefore(3, 1);
        jdbc.sql("delete from ratings where value = 3").update();

        process.runDueJobs();

        TrainingJob done = jobs.find(job.id());
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.resumedFromEpoch()).isNull();
        assertThat(done.warnings()).anyMatch(warning -> warning.contains("ratings have changed"));
    }

    @Test
    void releasesARunningJobAtShutdown() {
        TrainingJob job = submit();

        releaseBefore(3, 2);

        TrainingJob waiting = jobs.find(job.id());
        assertThat(waiting.state()).isEqualTo(JobState.QUEUED);
        assertThat(waiting()).isEqualTo(1);
        process.runDueJobs();
        assertThat(jobs.find(job.id()).resumedFromEpoch()).isEqualTo(2);
        assertThat(jobs.find(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void stopsWithinOneBatchWhenCancelledHere() {
        TrainingJob job = submit();
        AtomicBoolean beyond = new AtomicBoolean();
        algorithm.hook((epoch, batch) -> {
            if (epoch == 2 && batch == 2) {
                jobs.cancel(job.id());
            }
            beyond.compareAndSet(false, epoch > 2 || (epoch == 2 && batch > 2));
        });

        process.runDueJobs();

        assertThat(beyond).isFalse();
        assertThat(jobs.find(job.id()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(versions()).isZero();
        assertThat(TrainingFixture.savedStates(jdbc)).isZero();
        assertThat(waiting()).isZero();
    }

    @Test
    void stopsWhenCancelledFromAnotherProcess() {
        TrainingJob job = submit();
        TestProcess another = TestProcess.another(context, handler, time);
        algorithm.hook((epoch, batch) -> {
            if (epoch == 2 && batch == 2) {
                another.cancel(job.id());
            }
        });

        process.runDueJobs();

        assertThat(jobs.find(job.id()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(jobs.find(job.id()).epochs()).hasSizeLessThan(3);
    }

    @Test
    void neverStartsAJobThatWasCancelledWhileItWaited() {
        TrainingJob job = submit();
        jobs.cancel(job.id());
        algorithm.hook((epoch, batch) -> {
            throw new AssertionError("it runs");
        });

        process.runDueJobs();

        assertThat(jobs.find(job.id()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(jobs.find(job.id()).attempts()).isZero();
        assertThat(waiting()).isZero();
    }

    @Test
    void retriesAfterAFailureAndWarnsOfTheReason() {
        TrainingJob job = submit();
        algorithm.hook((epoch, batch) -> {
            if (epoch == 2) {
                throw new IllegalStateException("the disk is full");
            }
        });
        process.runDueJobs();
        assertThat(jobs.find(job.id()).state()).isEqualTo(JobState.QUEUED);
        algorithm.hook((epoch, batch) -> {});

        time.set(time.now().plus(settings.retryDelay()).plusSeconds(60));
        process.runDueJobs();

        TrainingJob done = jobs.find(job.id());
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.warnings())
                .anyMatch(warning -> warning.contains("Attempt 1 of 2") && warning.contains("disk is full"));
    }

    @Test
    void failsWhenItsAttemptsAreUsedUp() {
        TrainingJob job = submit();
        algorithm.hook((epoch, batch) -> {
            throw new IllegalStateException("the disk is full");
        });

        process.runDueJobs();
        time.set(time.now().plus(settings.retryDelay()).plusSeconds(60));
        process.runDueJobs();

        assertThat(jobs.find(job.id()).state()).isEqualTo(JobState.FAILED);
        assertThat(jobs.find(job.id()).failure()).isEqualTo("the disk is full");
        assertThat(waiting()).isZero();
    }

    @Test
    void doesNotRetryAPermanentFailure() {
        TrainingJob job = submit();
        algorithm.hook((epoch, batch) -> {
            throw new IllegalArgumentException("too few users");
        });

        process.runDueJobs();

        assertThat(jobs.find(job.id()).state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void failsAJobWhoseAttemptsAllCrash() {
        TrainingJob job = submit();
        for (int crash = 1; crash <= settings.stalledAttempts(); crash++) {
            process.crash(job.id());
        }

        process.runDueJobs();

        assertThat(jobs.find(job.id()).state()).isEqualTo(JobState.FAILED);
        assertThat(jobs.find(job.id()).failure()).startsWith("It ended the process twice");
    }

    @Test
    void startsFromTheWeightsOfAnEarlierVersion() {
        TrainingJob first = submitAndRun();

        TrainingJob second = submitter.submit(
                TrainingOrder.of(algorithm).with(new OrderOptions(Promotion.ALWAYS, first.version(), null, false)),
                null);
        time.set(clock.instant().plusSeconds(1));
        process.runDueJobs();

        assertThat(jobs.find(second.id()).failure()).isNull();
        assertThat(jobs.find(second.id()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(jobs.find(second.id()).warmStart()).isEqualTo(first.version());
    }

    private TrainingJob submit() {
        TrainingJob job =
                submitter.submit(TrainingOrder.of(algorithm).with(OrderOptions.STANDARD.with(Promotion.ALWAYS)), null);
        time.set(clock.instant().plusSeconds(1));
        return job;
    }

    private TrainingJob submitAndRun() {
        TrainingJob job = submit();
        process.runDueJobs();
        TrainingJob done = jobs.find(job.id());
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        return done;
    }

    /** A process that stops before a batch, so that it is considered dead, until {@code release}. */
    private CompletableFuture<Void> runUntil(int stopEpoch, int stopBatch, CountDownLatch release) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        algorithm.hook((epoch, batch) -> {
            if (epoch == stopEpoch && batch == stopBatch) {
                reached.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        CompletableFuture<Void> running = CompletableFuture.runAsync(process::runDueJobs);
        assertThat(reached.await(1, TimeUnit.MINUTES)).isTrue();
        return running;
    }

    /** Executes the due job in a process that begins to shut down before a batch. */
    private void releaseBefore(int stopEpoch, int stopBatch) {
        TestProcess another = TestProcess.another(context, handler, time);
        algorithm.hook((epoch, batch) -> {
            if (epoch == stopEpoch && batch == stopBatch) {
                another.shutDown();
            }
        });
        another.runDueJobs();
        algorithm.hook((epoch, batch) -> {});
    }

    private float[] weights(TrainingJob job) {
        float[] scores = new float[20];
        models.version(STEP, job.version()).scorer().score(SparseVector.empty(), scores);
        return scores;
    }

    private long waiting() {
        return jdbc.sql("select count(*) from scheduled_tasks")
                .query(Long.class)
                .single();
    }

    private long versions() {
        return jdbc.sql("select count(*) from model_versions").query(Long.class).single();
    }
}
