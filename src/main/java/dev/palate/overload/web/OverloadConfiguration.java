package dev.palate.overload.web;

import dev.palate.overload.BodySettings;
import dev.palate.overload.MemoryBudget;
import dev.palate.overload.Permission;
import dev.palate.overload.WorkSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.apache.coyote.AbstractProtocol;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The gates, the number of threads that they require, and the time-out of statements. */
@Configuration(proxyBeanMethods = false)
class OverloadConfiguration {

    /** Threads for rejected requests and status requests. */
    private static final int SPARE_THREADS = 32;

    /** Runs after authentication and rate limits, so that refused callers use no capacity, and before a body is read. */
    @Bean
    FilterRegistrationBean<AdmissionFilter> admission(
            WorkSettings settings,
            BodySettings bodies,
            MemoryBudget memory,
            Permission permission,
            MeterRegistry registry,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        Gauge.builder("palate.requests.memory", memory, MemoryBudget::reserved)
                .baseUnit("bytes")
                .description("Heap that requests have reserved")
                .register(registry);
        FilterRegistrationBean<AdmissionFilter> filter = new FilterRegistrationBean<>(
                new AdmissionFilter(new Gates(settings, registry), memory, bodies, permission, problems));
        filter.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1);
        return filter;
    }

    /**
     * A waiting request holds a thread, so there must be more threads than admitted requests. Otherwise requests would wait in
     * Tomcat's own queue, which is unbounded and delays health checks. Virtual threads are not limited.
     */
    @Bean
    @Order
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> enoughThreads(WorkSettings settings) {
        int threads = Gates.threads(settings) + SPARE_THREADS;
        return factory -> factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol
                    && protocol.getExecutor() == null) {
                protocol.setMaxThreads(Math.max(threads, protocol.getMaxThreads()));
            }
        });
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> limitedBodies(
            BodySettings settings, MemoryBudget memory) {
        return factory -> factory.addContextCustomizers(
                context -> context.getPipeline().addValve(new BodyValve(settings, memory)));
    }

    @Bean
    JdbcTemplate jdbcTemplate(DataSource dataSource, WorkSettings settings) {
        return new TimedStatements(dataSource, settings.queryTime());
    }
}
