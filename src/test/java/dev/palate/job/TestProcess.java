package dev.palate.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import dev.palate.job.settings.JobSettings;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** One of several processes that execute the jobs of a handler; the test steps its scheduler by hand. */
public final class TestProcess {

    private final ApplicationContext context;
    private final JobHandler handler;
    private final LocalAttempts local;
    private final ManualScheduler scheduler;

    private TestProcess(ApplicationContext context, JobHandler handler, LocalAttempts local, SettableClock time) {
        this.context = context;
        this.handler = handler;
        this.local = local;
        JobSettings settings = context.getBean(JobSettings.class);
        Clock clock = context.getBean(Clock.class);
        DataSource dataSource = context.getBean(DataSource.class);
        JobRunner runner = new JobRunner(
                context.getBean(AttemptStore.class),
                local,
                context.getBean(RetryingTransaction.class),
                context.getBean(TransactionTemplate.class),
                settings,
                clock);
        var builder = TestHelper.createManualScheduler(
                        dataSource, new JobQueue(handler, runner, local, settings, clock, dataSource).task())
                .clock(time);
        builder.tableName(handler.kind().queueTable());
        this.scheduler = builder.build();
    }

    /** The process of the test itself: a request to cancel a job reaches its attempts in memory. */
    public static TestProcess here(ApplicationContext context, JobHandler handler, SettableClock time) {
        return new TestProcess(context, handler, context.getBean(LocalAttempts.class), time);
    }

    public static TestProcess another(ApplicationContext context, JobHandler handler, SettableClock time) {
        return new TestProcess(context, handler, new LocalAttempts(context.getBean(JobSettings.class)), time);
    }

    public void runDueJobs() {
        scheduler.runAnyDueExecutions();
    }

    public void takeOverDeadJobs() {
        scheduler.runDeadExecutionDetection();
    }

    /** Begins an attempt that is never heard of again. */
    public void crash(UUID job) {
        context.getBean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> assertThat(context.getBean(AttemptStore.class).claim(job, "crashed/1"))
                                .isPresent());
    }

    public void cancel(UUID job) {
        Jobs jobs = new Jobs(
                context.getBean(JobRows.class), context.getBean(JobQueues.class), local, context.getBean(Clock.class));
        context.getBean(TransactionTemplate.class).executeWithoutResult(status -> jobs.cancel(handler.kind(), job));
    }

    public void shutDown() {
        local.shutDown();
    }
}
