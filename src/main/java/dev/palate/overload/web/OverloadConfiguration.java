package dev.palate.overload.web;

import dev.palate.overload.BodySettings;
import dev.palate.overload.WorkGate;
import dev.palate.overload.WorkSettings;
import dev.palate.overload.web.AdmissionFilter.Gates;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
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

    private static final Duration RETRY_TRANSFER = Duration.ofSeconds(10);

    /** Runs after authentication and rate limits, so that refused callers use no capacity, and before a body is read. */
    @Bean
    FilterRegistrationBean<AdmissionFilter> admission(
            WorkSettings settings,
            MeterRegistry registry,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        WorkGate work = new WorkGate(settings.concurrent(), settings.queued(), settings.waitTime());
        WorkGate transfers = WorkGate.withoutQueue(settings.transfers(), RETRY_TRANSFER);
        gauge(registry, "working", work, WorkGate::working);
        gauge(registry, "waiting", work, WorkGate::waiting);
        gauge(registry, "transferring", transfers, WorkGate::working);
        Gates gates = new Gates(work, transfers, rejected(registry, "work"), rejected(registry, "transfer"));
        FilterRegistrationBean<AdmissionFilter> filter =
                new FilterRegistrationBean<>(new AdmissionFilter(gates, problems));
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
        int threads = settings.concurrent() + settings.queued() + settings.transfers() + SPARE_THREADS;
        return factory -> factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol
                    && protocol.getExecutor() == null) {
                protocol.setMaxThreads(Math.max(threads, protocol.getMaxThreads()));
            }
        });
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> limitedBodies(BodySettings settings) {
        return factory ->
                factory.addContextCustomizers(context -> context.getPipeline().addValve(new BodyValve(settings)));
    }

    @Bean
    JdbcTemplate jdbcTemplate(DataSource dataSource, WorkSettings settings) {
        return new TimedStatements(dataSource, settings.queryTime());
    }

    private static void gauge(MeterRegistry registry, String state, WorkGate gate, ToDoubleFunction<WorkGate> count) {
        Gauge.builder("palate.requests", gate, count).tag("state", state).register(registry);
    }

    private static Counter rejected(MeterRegistry registry, String kind) {
        return Counter.builder("palate.requests.refused").tag("kind", kind).register(registry);
    }
}
