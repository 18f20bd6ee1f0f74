package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import dev.palate.PalateIT;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.training.TrainingState;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.version.EpochFigures;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Jobs stepped by hand: the test is the scheduler's clock, and stands beside the training at every batch. */
@PalateIT
@Import(StepAlgorithmConfiguration.class)
@TestPropertySource(
        properties = {
            "palate.training.concurrency=0",
            "palate.training.save=0s",
            "palate.training.stalled-starts=2",
            "palate.training.attempts=2"
        })
class TrainingJobsIT {

    private static final String STEP = StepAlgorithm.NAME;
    private static final Duration UNTIL_DEAD = Duration.ofHours(1);

    @Autowired
    private TrainingSubmitter submitter;

    @Autowired
    private TrainingCanceller canceller;

    @Autowired
    private TrainingJobReader reader;

    @Autowired
    private ServedModels models;

    @Autowired
    private StepAlgorithm algorithm;

    @Autowired
    private CustomTask<Void> task;

    @Autowired
    private TrainingJobs jobs;

    @Autowired
    private RunningJobs runningJobs;

    @Autowired
    private TrainingAttempt attempt;

    @Autowired
    private Patience patience;

    @Autowired
    private Checkpoints checkpoints;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private TrainingSettings settings;

    @Autowired
    private TrainingMetrics metrics;

    @Autowired
    private Clock clock;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private JdbcClient jdbc;

    private final SettableClock time = new SettableClock();
    private ManualScheduler scheduler;

    @BeforeEach
    void haveRatingsAndNoJobs() {
        algorithm.hook((epoch, batch) -> {});
        jdbc.sql("""
                        DELETE FROM scheduled_tasks;
                        UPDATE models SET active_version = NULL;
                        DELETE FROM model_versions;
                        DELETE FROM model_activations;
                        DELETE FROM models;
                        DELETE FROM training_jobs;
                        DELETE FROM checkpoints;
                        DELETE FROM users;
                        DELETE FROM items;
                        INSERT INTO users (external_id) SELECT g::text FROM generate_series(1, 40) g;
                        INSERT INTO items (external_id, title) SELECT g::text, 'Item ' || g FROM generate_series(1, 20) g;
                        INSERT INTO ratings (user_id, item_id, value, rated_at)
                            SELECT u.id, i.id, 1 + (u.id * 7 + i.id * 3) % 5, now() FROM users u, items i
                            WHERE (u.id + i.id) % 2 = 0;
                        """).update();
        time.set(clock.instant().plusSeconds(1));
        scheduler = scheduler(task);
    }

    @Test
    void trainsAndServesAVersion() {
        TrainingJob queued = submit(STEP);
        assertThat(queued.state()).isEqualTo(JobState.QUEUED);

        scheduler.runAnyDueExecutions();

        TrainingJob job = reader.find(queued.id());
        assertThat(job.failure()).isNull();
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.epochs()).extracting(EpochFigures::epoch).containsExactly(1, 2, 3, 4);
        assertThat(job.epochs().get(3).trainLoss()).isEqualTo(0.25);
        assertThat(job.progress()).isEqualTo(1);
        assertThat(job.promotion()).startsWith("Activated as the first version in service");
        assertThat(models.active(STEP).orElseThrow().version()).isEqualTo(job.version());
        assertThat(models.active(STEP).orElseThrow().items().ids()).hasSize(20).startsWith("1", "2", "3");
        assertThat(waiting()).isZero();
        assertThat(savedStates()).isZero();
    }

    @Test
    void isNotTakenForLostByTheWriterOfItsProgressWhenItHasEnded() {
        TrainingJob job = submitAndRun(STEP);
        JobStart start = new JobStart(job.id(), job.starts());
        JobWriter writer = new JobWriter(start, runningJobs, checkpoints, transaction, clock, settings.save());
        JobRecorder recorder = new JobRecorder(clock, new JobLength(4, 0), List.of()) {
            @Override
            void onEpochEnd(EpochFigures ended, double seconds, TrainingState state) {}
        };
        recorder.publishing();
        writer.write(recorder);
        assertThat(recorder.ending()).isNull();

        JobRecorder ofAnOldStart = new JobRecorder(clock, new JobLength(4, 0), List.of()) {
            @Override
            void onEpochEnd(EpochFigures ended, double seconds, TrainingState state) {}
        };
        writer.write(ofAnOldStart);
        assertThat(ofAnOldStart.ending()).isEqualTo(JobRecorder.Ending.LOST);
    }

    @Test
    void resumesInAnotherProcessWhatAKilledOneHadSaved() throws Exception {
        float[] expected = weights(submitAndRun(STEP));
        TrainingJob job = submit(STEP);
        CountDownLatch killed = new CountDownLatch(1);
        CompletableFuture<Void> dead = runUntil(3, 2, killed);
        algorithm.hook((epoch, batch) -> assertThat(epoch).isGreaterThan(2));
        ManualScheduler other = scheduler(anotherProcess());

        time.set(time.now().plus(UNTIL_DEAD));
        other.runDeadExecutionDetection();
        other.runAnyDueExecutions();

        TrainingJob resumed = reader.find(job.id());
        assertThat(resumed.failure()).isNull();
        assertThat(resumed.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(resumed.starts()).isEqualTo(2);
        assertThat(resumed.resumedFromEpoch()).isEqualTo(2);
        assertThat(resumed.warnings()).anyMatch(warning -> warning.contains("went on after epoch 2"));
        assertThat(resumed.epochs()).extracting(EpochFigures::epoch).containsExactly(1, 2, 3, 4);
        assertThat(resumed.epochs()).extracting(EpochFigures::trainSeconds).containsExactly(1.0, 2.0, 3.0, 4.0);
        assertThat(weights(resumed)).isEqualTo(expected);

        algorithm.hook((epoch, batch) -> {});
        killed.countDown();
        dead.join();
        assertThat(versions()).isEqualTo(2);
        assertThat(reader.find(job.id()).version()).isEqualTo(resumed.version());
    }

    @Test
    void isNotTakenFromAProcessThatStillRunsIt() throws Exception {
        TrainingJob job = submit(STEP);
        CountDownLatch slow = new CountDownLatch(1);
        CompletableFuture<Void> running = runUntil(2, 1, slow);

        time.set(time.now().plus(UNTIL_DEAD));
        scheduler.runDeadExecutionDetection();
        scheduler.runAnyDueExecutions();
        slow.countDown();
        running.join();

        assertThat(reader.find(job.id()).starts()).isEqualTo(1);
        assertThat(reader.find(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void beginsAgainWhenTheRatingsHaveChanged() {
        TrainingJob job = submit(STEP);
        handBackBefore(3, 1);
        jdbc.sql("DELETE FROM ratings WHERE value = 3").update();

        scheduler.runAnyDueExecutions();

        TrainingJob done = reader.find(job.id());
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.resumedFromEpoch()).isNull();
        assertThat(done.warnings()).anyMatch(warning -> warning.contains("ratings have changed"));
    }

    @Test
    void handsARunningJobBackAtShutdown() {
        TrainingJob job = submit(STEP);

        handBackBefore(3, 2);

        TrainingJob waiting = reader.find(job.id());
        assertThat(waiting.state()).isEqualTo(JobState.QUEUED);
        assertThat(waiting()).isEqualTo(1);
        scheduler.runAnyDueExecutions();
        assertThat(reader.find(job.id()).resumedFromEpoch()).isEqualTo(2);
        assertThat(reader.find(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void stopsWithinOneBatchWhenCancelledHere() {
        TrainingJob job = submit(STEP);
        AtomicBoolean beyond = new AtomicBoolean();
        algorithm.hook((epoch, batch) -> {
            if (epoch == 2 && batch == 2) {
                canceller.cancel(job.id());
            }
            beyond.compareAndSet(false, epoch > 2 || (epoch == 2 && batch > 2));
        });

        scheduler.runAnyDueExecutions();

        assertThat(beyond).isFalse();
        assertThat(reader.find(job.id()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(versions()).isZero();
        assertThat(savedStates()).isZero();
        assertThat(waiting()).isZero();
    }

    @Test
    void stopsWhenCancelledFromAnotherProcess() {
        TrainingJob job = submit(STEP);
        TrainingCanceller elsewhere = new TrainingCanceller(jobs, process(), transaction);
        algorithm.hook((epoch, batch) -> {
            if (epoch == 2 && batch == 2) {
                elsewhere.cancel(job.id());
            }
        });

        scheduler.runAnyDueExecutions();

        assertThat(reader.find(job.id()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(reader.find(job.id()).epochs()).hasSizeLessThan(3);
    }

    @Test
    void neverStartsAJobThatWasCancelledWhileItWaited() {
        TrainingJob job = submit(STEP);
        canceller.cancel(job.id());
        algorithm.hook((epoch, batch) -> {
            throw new AssertionError("it runs");
        });

        scheduler.runAnyDueExecutions();

        assertThat(reader.find(job.id()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(reader.find(job.id()).starts()).isZero();
        assertThat(waiting()).isZero();
    }

    @Test
    void triesAgainAfterAFailureAndSaysWhy() {
        TrainingJob job = submit(STEP);
        algorithm.hook((epoch, batch) -> {
            if (epoch == 2) {
                throw new IllegalStateException("the disk is full");
            }
        });
        scheduler.runAnyDueExecutions();
        assertThat(reader.find(job.id()).state()).isEqualTo(JobState.QUEUED);
        algorithm.hook((epoch, batch) -> {});

        time.set(time.now().plus(settings.retryDelay()).plusSeconds(60));
        scheduler.runAnyDueExecutions();

        TrainingJob done = reader.find(job.id());
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.warnings())
                .anyMatch(warning -> warning.contains("Attempt 1 of 2") && warning.contains("disk is full"));
    }

    @Test
    void failsWhenItsAttemptsAreUsedUp() {
        TrainingJob job = submit(STEP);
        algorithm.hook((epoch, batch) -> {
            throw new IllegalStateException("the disk is full");
        });

        scheduler.runAnyDueExecutions();
        time.set(time.now().plus(settings.retryDelay()).plusSeconds(60));
        scheduler.runAnyDueExecutions();

        assertThat(reader.find(job.id()).state()).isEqualTo(JobState.FAILED);
        assertThat(reader.find(job.id()).failure()).isEqualTo("the disk is full");
        assertThat(waiting()).isZero();
    }

    @Test
    void doesNotTryAgainWhatWouldFailAgain() {
        TrainingJob job = submit(STEP);
        algorithm.hook((epoch, batch) -> {
            throw new IllegalArgumentException("too few users");
        });

        scheduler.runAnyDueExecutions();

        assertThat(reader.find(job.id()).state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void givesUpAJobThatKillsEveryProcessThatRunsIt() {
        TrainingJob job = submit(STEP);
        for (int crash = 1; crash <= settings.stalledStarts(); crash++) {
            transaction.execute(status -> runningJobs.claim(job.id()));
        }

        scheduler.runAnyDueExecutions();

        assertThat(reader.find(job.id()).state()).isEqualTo(JobState.FAILED);
        assertThat(reader.find(job.id()).failure()).contains("2 starts were interrupted");
    }

    @Test
    void startsFromTheWeightsOfAnEarlierVersion() {
        TrainingJob first = submitAndRun(STEP);

        TrainingJob second = submitter.submit(
                new TrainingRequest(STEP, null, Map.of(), null, Map.of(), null, "always", first.version()), null);
        scheduler.runAnyDueExecutions();

        assertThat(reader.find(second.id()).failure()).isNull();
        assertThat(reader.find(second.id()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(reader.find(second.id()).warmStart()).isEqualTo(first.version());
    }

    private TrainingJob submit(String name) {
        return submitter.submit(TrainingRequest.of(name), null);
    }

    private TrainingJob submitAndRun(String name) {
        TrainingJob job = submit(name);
        scheduler.runAnyDueExecutions();
        TrainingJob done = reader.find(job.id());
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        return done;
    }

    /** A process that stands still before a batch, as one that is about to be found dead, until {@code release}. */
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
        CompletableFuture<Void> running = CompletableFuture.runAsync(scheduler::runAnyDueExecutions);
        reached.await();
        return running;
    }

    /** Runs the due job in a process that begins to shut down before a batch. */
    private void handBackBefore(int stopEpoch, int stopBatch) {
        LocalJobs process = process();
        algorithm.hook((epoch, batch) -> {
            if (epoch == stopEpoch && batch == stopBatch) {
                process.shutDown();
            }
        });
        scheduler(TrainingTask.of(runner(process), process, settings, clock)).runAnyDueExecutions();
        algorithm.hook((epoch, batch) -> {});
    }

    private CustomTask<Void> anotherProcess() {
        LocalJobs process = process();
        return TrainingTask.of(runner(process), process, settings, clock);
    }

    private LocalJobs process() {
        return new LocalJobs(runningJobs, checkpoints, transaction, settings, metrics, clock);
    }

    private TrainingRunner runner(LocalJobs process) {
        return new TrainingRunner(runningJobs, attempt, process, patience, settings, metrics, clock);
    }

    private ManualScheduler scheduler(CustomTask<Void> of) {
        return TestHelper.createManualScheduler(dataSource, of).clock(time).build();
    }

    private float[] weights(TrainingJob job) {
        float[] scores = new float[20];
        models.version(STEP, job.version()).scorer().score(SparseVector.empty(), scores);
        return scores;
    }

    private long waiting() {
        return jdbc.sql("SELECT count(*) FROM scheduled_tasks")
                .query(Long.class)
                .single();
    }

    private long versions() {
        return jdbc.sql("SELECT count(*) FROM model_versions").query(Long.class).single();
    }

    private long savedStates() {
        return jdbc.sql("SELECT count(*) FROM training_jobs WHERE saved_checkpoint IS NOT NULL")
                .query(Long.class)
                .single();
    }
}
