package dev.palate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

class ThreadConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
            .withUserConfiguration(Scheduling.class, ThreadConfiguration.class);

    @EnableScheduling
    static class Scheduling {}

    @Test
    void usesVirtualThreadsWhereTheJvmHasThem() {
        boolean virtual = Runtime.version().feature() >= 21;

        runner.withPropertyValues("spring.threads.virtual.enabled=true").run(context -> {
            assertThat(context)
                    .getBean("applicationTaskExecutor", AsyncTaskExecutor.class)
                    .isInstanceOf(virtual ? SimpleAsyncTaskExecutor.class : ThreadPoolTaskExecutor.class);
            assertThat(context)
                    .getBean(TaskScheduler.class)
                    .isInstanceOf(virtual ? SimpleAsyncTaskScheduler.class : ThreadPoolTaskScheduler.class);
        });
    }

    @Test
    void usesPlatformThreadsIfVirtualOnesAreSwitchedOff() {
        runner.withPropertyValues("spring.threads.virtual.enabled=false").run(context -> {
            assertThat(context)
                    .getBean("applicationTaskExecutor", AsyncTaskExecutor.class)
                    .isInstanceOf(ThreadPoolTaskExecutor.class);
            assertThat(context).getBean(TaskScheduler.class).isInstanceOf(ThreadPoolTaskScheduler.class);
        });
    }
}
