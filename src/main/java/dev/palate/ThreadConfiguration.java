package dev.palate;

import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerBuilder;
import org.springframework.boot.task.ThreadPoolTaskExecutorBuilder;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.boot.thread.Threading;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.autoconfigure.TomcatVirtualThreadsWebServerFactoryCustomizer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.TaskScheduler;

/**
 * The threads of requests and scheduled calls: virtual ones on JDK 21 and later. Spring Boot would choose them by conditions, which a
 * {@link CompiledContext} evaluates on the JDK that builds the jar; these beans choose when they are created.
 */
@Configuration(proxyBeanMethods = false)
class ThreadConfiguration {

    private final boolean virtual;

    ThreadConfiguration(Environment environment) {
        this.virtual = Threading.VIRTUAL.isActive(environment);
    }

    @Bean
    @Lazy
    AsyncTaskExecutor applicationTaskExecutor(
            SimpleAsyncTaskExecutorBuilder virtualThreads, ThreadPoolTaskExecutorBuilder pool) {
        return virtual ? virtualThreads.virtualThreads(true).build() : pool.build();
    }

    @Bean
    TaskScheduler taskScheduler(SimpleAsyncTaskSchedulerBuilder virtualThreads, ThreadPoolTaskSchedulerBuilder pool) {
        return virtual ? virtualThreads.virtualThreads(true).build() : pool.build();
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> requestThreads() {
        return virtual ? new TomcatVirtualThreadsWebServerFactoryCustomizer() : factory -> {};
    }
}
