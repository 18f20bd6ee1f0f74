package dev.palate.training;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** db-scheduler as beans; its own starter is made for an older Spring Boot. */
@Configuration(proxyBeanMethods = false)
class SchedulerConfiguration {

    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration LONGEST_SHUTDOWN = Duration.ofSeconds(10);

    @Bean
    CustomTask<Void> trainingTask(TrainingRunner runner, LocalJobs local, TrainingSettings settings, Clock clock) {
        return TrainingTask.of(runner, local, settings, clock);
    }

    @Bean
    TrainingQueue trainingQueue(DataSource dataSource, ObjectProvider<Scheduler> scheduler, Clock clock) {
        SchedulerClient client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .build();
        return new TrainingQueue(client, Optional.ofNullable(scheduler.getIfAvailable()), clock);
    }

    /** Without it this process queues jobs for other replicas. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnExpression("${palate.training.concurrency:1} > 0")
    static class Running {

        @Bean(destroyMethod = "")
        Scheduler scheduler(
                DataSource dataSource, CustomTask<Void> trainingTask, TrainingSettings settings, Clock clock) {
            return Scheduler.create(dataSource, trainingTask)
                    .schedulerName(new SchedulerName.Fixed(processName()))
                    .clock(clock::instant)
                    .threads(settings.concurrency())
                    .executorService(threads(settings.concurrency()))
                    .pollUsingLockAndFetch(0.5, 1)
                    .pollingInterval(settings.poll())
                    .heartbeatInterval(settings.heartbeat())
                    .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                    .shutdownMaxWait(LONGEST_SHUTDOWN)
                    .build();
        }

        @Bean
        TrainingScheduler trainingScheduler(Scheduler scheduler, LocalJobs local, Patience patience) {
            return new TrainingScheduler(scheduler, local, patience);
        }

        private static ExecutorService threads(int concurrency) {
            AtomicInteger count = new AtomicInteger();
            return Executors.newFixedThreadPool(
                    concurrency, work -> new Thread(work, "training-" + count.incrementAndGet()));
        }

        private static String processName() {
            try {
                return InetAddress.getLocalHost().getHostName() + "/"
                        + ProcessHandle.current().pid();
            } catch (UnknownHostException e) {
                return "process " + ProcessHandle.current().pid();
            }
        }
    }
}
