package dev.palate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.PalateIT;
import dev.palate.job.JobRunner.Next;
import dev.palate.problem.PageParameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Jobs of a test's own kind, whose attempts the test begins itself. */
@PalateIT
@Import(JobsIT.Handler.class)
@TestPropertySource(
        properties = {
            "palate.training.concurrency=0",
            "palate.jobs.attempts=2",
            "palate.jobs.stalled-attempts=2",
            "palate.jobs.progress=50ms"
        })
class JobsIT {

    private static final JobKind KIND = TestHandler.KIND;

    @TestConfiguration(proxyBeanMethods = false)
    static class Handler {

        @Bean
        TestHandler testHandler() {
            return new TestHandler();
        }
    }

    @Autowired
    private Jobs jobs;

    @Autowired
    private TestHandler handler;

    @Autowired
    private JobRunner runner;

    @Autowired
    private AttemptStore store;

    @Autowired
    private RetryingTransaction retrying;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JobRetention retention;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void noJobs() {
        jdbc.sql("delete from scheduled_tasks; delete from jobs").update();
        handler.ends.clear();
        handler.queueLimit = 10;
        handler.work(attempt -> attempt.complete(JobState.SUCCEEDED, () -> {}));
    }

    @Test
    void endsWhatTheHandlerCompletes() {
        Job job = submit();
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        handler.work(attempt -> {
            attempt.warn("nothing was read");
            attempt.complete(JobState.SUCCEEDED_WITH_WARNINGS, () -> {});
        });

        assertThat(run(job)).isInstanceOf(Next.Remove.class);

        Job ended = jobs.get(KIND, job.id());
        assertThat(ended.state()).isEqualTo(JobState.SUCCEEDED_WITH_WARNINGS);
        assertThat(ended.warnings()).containsExactly("nothing was read");
        assertThat(ended.attempt()).isEqualTo(1);
        assertThat(handler.ends).containsExactly("SUCCEEDED_WITH_WARNINGS");
        assertThat(attempts(job)).containsExactly("1 SUCCEEDED_WITH_WARNINGS null");
        assertThat(run(job)).as("the job has ended").isInstanceOf(Next.Remove.class);
        assertThat(jobs.get(KIND, job.id()).attempt()).isEqualTo(1);
    }

    @Test
    void isCancelledWhileALargeWriteIsUnderWay() {
        Job job = submit();
        handler.work(attempt -> attempt.complete(
                JobState.SUCCEEDED,
                () -> CompletableFuture.runAsync(() -> jobs.cancel(KIND, job.id()))
                        .orTimeout(5, TimeUnit.SECONDS)
                        .join()));

        assertThat(run(job)).isInstanceOf(Next.Remove.class);

        assertThat(jobs.get(KIND, job.id()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(handler.ends).containsExactly("CANCELLED");
    }

    @Test
    void writesNothingOfAnAttemptThatIsSupersededDuringItsWrite() {
        Job job = submit();
        handler.work(attempt -> attempt.write(() -> {
            jdbc.sql("insert into users (external_id) values ('superseded')").update();
            CompletableFuture.runAsync(() -> store.claim(job.id(), "another process"))
                    .orTimeout(5, TimeUnit.SECONDS)
                    .join();
        }));

        assertThat(run(job)).isInstanceOf(Next.Leave.class);

        assertThat(jdbc.sql("select count(*) from users where external_id = 'superseded'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void rollsTheSubmissionBackWithTheFeaturesRows() {
        assertThatThrownBy(() -> jobs.submit(request("key", "a"), id -> {
                    throw new IllegalStateException("no ratings");
                }))
                .hasMessage("no ratings");

        assertThat(jobs.count(KIND, JobState.QUEUED)).isZero();
        assertThat(jobs.submit(request("key", "b"), id -> {}).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void givesTheSameJobForTheSameKeyAndRefusesAnotherRequest() {
        Job first = jobs.submit(request("key", "a"), id -> {});

        assertThat(jobs.submit(request("key", "a"), JobsIT::fail).id()).isEqualTo(first.id());
        assertThatThrownBy(() -> jobs.submit(request("key", "b"), JobsIT::fail))
                .isInstanceOf(JobException.class)
                .hasMessage("Idempotency-Key 'key' was used before for another request, which created test job %s."
                        .formatted(first.id()));
        JobKind other = new JobKind("training", "training job", "scheduled_tasks");
        assertThat(jobs.find(other, List.of(first.id())))
                .as("keys belong to a kind")
                .isEmpty();
    }

    @Test
    void createsOneJobWhenManySubmitTheSameKeyAtOnce() {
        CyclicBarrier together = new CyclicBarrier(8);
        Set<UUID> written = new ConcurrentSkipListSet<>();
        List<CompletableFuture<UUID>> submissions = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> {
                    await(together);
                    return jobs.submit(request("race", "a"), written::add).id();
                }))
                .toList();

        assertThat(submissions.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(written).hasSize(1);
        assertThat(jobs.count(KIND, JobState.QUEUED)).isOne();
    }

    @Test
    void refusesAJobThatTheQueueHasNoRoomFor() {
        handler.queueLimit = 1;
        submit();

        assertThatThrownBy(this::submit)
                .isInstanceOf(JobException.class)
                .hasMessage("The test queue is full (limit 1); retry when some of the test jobs have ended.");
    }

    @Test
    void letsNoSupersededAttemptWrite() throws Exception {
        Job job = submit();
        Attempt old = claim(job);
        Attempt current = claim(job);

        assertThatThrownBy(() -> old.write(() -> fail(job.id()))).isInstanceOf(AttemptSupersededException.class);
        assertThatThrownBy(() -> old.complete(JobState.SUCCEEDED, () -> fail(job.id())))
                .isInstanceOf(AttemptSupersededException.class);
        assertThat(old.tryWrite(() -> fail(job.id()))).isFalse();
        assertThat(old.stopReason()).isEqualTo(Attempt.StopReason.SUPERSEDED);
        try (Connection connection = dataSource.getConnection()) {
            assertThatThrownBy(() -> old.fence(connection)).isInstanceOf(AttemptSupersededException.class);
            current.fence(connection);
        }
        current.complete(JobState.SUCCEEDED, () -> {});
        assertThat(jobs.get(KIND, job.id()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(attempts(job)).containsExactly("1 TAKEN_OVER null", "2 SUCCEEDED null");
    }

    @Test
    void holdsBackATakeoverWhileAFencedTransactionIsOpen() throws SQLException {
        Job job = submit();
        Attempt attempt = claim(job);
        CompletableFuture<Attempt> takeover;
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            attempt.fence(connection);
            takeover = CompletableFuture.supplyAsync(() -> claim(job));
            assertThat(lockWaits()).isOne();
            assertThat(takeover).isNotDone();
            connection.commit();
        }
        assertThat(takeover.join().number()).isEqualTo(2);
    }

    @Test
    void endsAWaitingJobThatIsCancelled() {
        Job job = submit();

        assertThat(jobs.cancel(KIND, job.id()).state()).isEqualTo(JobState.CANCELLED);

        handler.work(attempt -> fail(job.id()));
        assertThat(run(job)).isInstanceOf(Next.Remove.class);
        assertThat(jobs.get(KIND, job.id()).attempt()).isZero();
    }

    @Test
    void stopsARunningJobThatIsCancelledInAnotherProcess() {
        Job job = submit();
        handler.work(attempt -> {
            jdbc.sql("update jobs set cancel_requested = true").update();
            awaitStop(attempt);
            throw new IllegalStateException("stopped");
        });

        assertThat(run(job)).isInstanceOf(Next.Remove.class);

        assertThat(jobs.get(KIND, job.id()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(handler.ends).containsExactly("CANCELLED");
    }

    @Test
    void stopsARunningJobThatIsCancelledHereAtOnce() {
        Job job = submit();
        handler.work(attempt -> {
            assertThat(jobs.cancel(KIND, job.id()).state()).isEqualTo(JobState.RUNNING);
            assertThat(attempt.isStopRequested()).isTrue();
            throw new IllegalStateException("stopped");
        });

        run(job);

        assertThat(jobs.get(KIND, job.id()).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void refusesToCancelAJobThatHasEndedOrDoesNotExist() {
        Job job = submit();
        run(job);

        assertThatThrownBy(() -> jobs.cancel(KIND, job.id()))
                .hasMessage("Test job %s has ended already: it is SUCCEEDED.".formatted(job.id()));
        assertThatThrownBy(() -> jobs.cancel(KIND, UUID.fromString("00000000-0000-0000-0000-000000000000")))
                .hasMessage("There is no test job '00000000-0000-0000-0000-000000000000'.");
    }

    @Test
    void retriesAFailedAttemptLaterAndFailsAfterTheLast() {
        Job job = submit();
        handler.work(attempt -> {
            throw new IllegalStateException("the disk is full");
        });

        assertThat(run(job)).isInstanceOf(Next.Reschedule.class);
        assertThat(jobs.get(KIND, job.id()).state()).isEqualTo(JobState.QUEUED);
        assertThat(jobs.get(KIND, job.id()).warnings())
                .containsExactly("Attempt 1 of 2 failed and is retried: the disk is full");

        assertThat(run(job)).isInstanceOf(Next.Remove.class);
        assertThat(jobs.get(KIND, job.id()).state()).isEqualTo(JobState.FAILED);
        assertThat(jobs.get(KIND, job.id()).failure()).isEqualTo("the disk is full Nothing was written.");
        assertThat(attempts(job))
                .containsExactly("1 FAILED the disk is full", "2 FAILED the disk is full Nothing was written.");
    }

    @Test
    void failsAtOnceWhenAnotherAttemptWouldFailInTheSameWay() {
        Job job = submit();
        handler.work(attempt -> {
            throw new IllegalArgumentException("too few users");
        });

        run(job);

        assertThat(jobs.get(KIND, job.id()).state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void doesNotCountAnUnavailableDatabaseAsAFailure() {
        Job job = submit();
        for (int outage = 0; outage < 5; outage++) {
            handler.work(attempt -> {
                throw new SQLException("the connection is broken", "08006");
            });
            assertThat(run(job)).isInstanceOf(Next.Reschedule.class);
        }

        handler.work(attempt -> attempt.complete(JobState.SUCCEEDED, () -> {}));
        run(job);

        assertThat(jobs.get(KIND, job.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void failsAJobWhoseAttemptsEndWithoutSavedProgress() {
        Job job = submit();
        claim(job);
        claim(job);
        claim(job).write(() -> {});

        run(job);

        assertThat(jobs.get(KIND, job.id()).failure())
                .startsWith("It ended the process twice without saving progress in between");
    }

    @Test
    void doesNotCountAttemptsThatFailedAsEndsOfTheProcess() {
        Job job = submit();
        handler.work(attempt -> {
            throw new IllegalStateException("the disk is full");
        });
        run(job);
        claim(job);
        handler.work(attempt -> attempt.complete(JobState.SUCCEEDED, () -> {}));

        run(job);

        assertThat(jobs.get(KIND, job.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void doesNotCountATakeoverFromAProcessThatLivesOn() {
        Job job = submit();
        claim(job);
        handler.work(attempt -> {
            claim(job);
            attempt.write(() -> {});
        });
        assertThat(run(job)).isInstanceOf(Next.Leave.class);
        handler.work(attempt -> attempt.complete(JobState.SUCCEEDED, () -> {}));

        jdbc.sql("update jobs set stalled_attempts = stalled_attempts - 1").update(); // the claim within that attempt
        run(job);

        assertThat(jobs.get(KIND, job.id()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(attempts(job)).contains("2 RELEASED the process lost the database for a while");
    }

    @Test
    void failsAtOnceWithTheReasonWhenMemoryRunsOut() {
        Job job = submit();
        handler.work(attempt -> {
            throw new OutOfMemoryError("Java heap space");
        });

        run(job);

        assertThat(jobs.get(KIND, job.id()).failure()).isEqualTo("out of memory: Java heap space Nothing was written.");
    }

    @Test
    void failsAtOnceForAnyOtherError() {
        Job job = submit();
        handler.work(attempt -> {
            throw new StackOverflowError();
        });

        run(job);

        assertThat(jobs.get(KIND, job.id()).failure()).isEqualTo("StackOverflowError Nothing was written.");
    }

    @Test
    void doesNotCountAnAttemptThatSavedProgressAsStalled() {
        Job job = submit();
        claim(job);
        Attempt second = claim(job);
        second.write(second::markAdvanced);

        run(job);

        assertThat(jobs.get(KIND, job.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void writesProgressPeriodicallyAndReportsNoneAfterTheEnd() {
        Job job = submit();
        handler.work(attempt -> {
            CountedWrites writes = new CountedWrites();
            attempt.reportProgress(writes);
            writes.await(2);
            attempt.complete(JobState.SUCCEEDED, () -> {});
            attempt.poll();
            assertThat(attempt.isStopRequested())
                    .as("the end of its own job supersedes no attempt")
                    .isFalse();
        });

        run(job);

        assertThat(jobs.get(KIND, job.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void listsTheNewestFirstAndByState() {
        Job first = submit();
        Job second = submit();
        run(first);

        assertThat(jobs.list(KIND, null, PageParameters.first(10)).items())
                .extracting(Job::id)
                .containsExactly(second.id(), first.id());
        assertThat(jobs.list(KIND, JobState.SUCCEEDED, PageParameters.first(10)).items())
                .extracting(Job::id)
                .containsExactly(first.id());
    }

    @Test
    void deletesEndedJobsAfterTheRetention() {
        Job old = submit();
        Job recent = submit();
        Job waiting = submit();
        run(old);
        run(recent);
        jdbc.sql("update jobs set ended_at = now() - interval '366 days' where id = ?")
                .param(old.id())
                .update();
        jdbc.sql("update jobs set submitted_at = now() - interval '366 days' where id = ?")
                .param(waiting.id())
                .update();

        retention.deleteExpired();

        assertThat(jobs.find(KIND, List.of(old.id(), recent.id(), waiting.id())))
                .extracting(Job::id)
                .containsExactlyInAnyOrder(recent.id(), waiting.id());
    }

    @Test
    void leavesTheVersionOfADeletedJobWithoutTheReference() {
        Job old = submit();
        run(old);
        jdbc.sql("""
                        insert into checkpoints (id, byte_count, sha256, created_at) values (1, 1, sha256('a'), now());
                        insert into models (algorithm, last_version) values ('step', 1);
                        insert into model_versions (algorithm, version, checkpoint_id, job_id, hyperparameters, epochs, report,
                            provenance, created_at)
                            select 'step', 1, 1, id, '{}', '[]', '{}', '{"seed": 1}', now() from jobs;
                        update jobs set ended_at = now() - interval '366 days'""").update();

        retention.deleteExpired();

        assertThat(jdbc.sql("select provenance::text from model_versions where job_id is null")
                        .query(String.class)
                        .list())
                .containsExactly("{\"seed\": 1}");
        assertThatThrownBy(() ->
                        jdbc.sql("update model_versions set report = '[]'").update())
                .hasMessageContaining("is immutable");
        jdbc.sql("delete from model_versions; delete from models; delete from checkpoints")
                .update();
    }

    @Test
    void retriesADurableWriteWhileTheDatabaseIsUnavailable() {
        Attempt attempt = claim(submit());
        AtomicInteger tries = new AtomicInteger();

        attempt.write(() -> {
            if (tries.incrementAndGet() == 1) {
                throw new DataAccessResourceFailureException("broken", new SQLException("broken", "08006"));
            }
        });

        assertThat(tries).hasValue(2);
    }

    private Job submit() {
        return jobs.submit(request(null, "a"), id -> {});
    }

    private static JobRequest request(String key, String content) {
        return JobRequest.of(KIND, key, content);
    }

    private Next run(Job job) {
        return runner.run(handler, job.id());
    }

    /** An attempt of a process that is never heard of again. */
    private Attempt claim(Job job) {
        ClaimedJob claimed =
                transaction.execute(status -> store.claim(job.id(), "another/1").orElseThrow());
        return new Attempt(claimed, store, retrying, transaction);
    }

    private List<String> attempts(Job job) {
        return jdbc.sql("""
                        select concat_ws(' ', number, outcome, coalesce(reason, 'null')) from job_attempts
                        where job_id = ? order by number""").param(job.id()).query(String.class).list();
    }

    private long lockWaits() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> blocked() > 0);
        return blocked();
    }

    private long blocked() {
        return jdbc.sql("select count(*) from pg_locks where not granted")
                .query(Long.class)
                .single();
    }

    private static void awaitStop(Attempt attempt) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(attempt::isStopRequested);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fail(UUID id) {
        throw new AssertionError("written: " + id);
    }

    private static final class CountedWrites implements Runnable {

        private final Semaphore written = new Semaphore(0);

        @Override
        public void run() {
            written.release();
        }

        void await(int count) throws InterruptedException {
            written.acquire(count);
        }
    }
}
