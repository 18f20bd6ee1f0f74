package dev.palate.overload.web;

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

/** The gates, the threads that they presume, and the time-out of statements. */
@Configuration(proxyBeanMethods = false)
class OverloadConfiguration {

    /** For those that are turned away or only ask how the service is. */
    private static final int SPARE_THREADS = 32;

    private static final Duration RETRY_TRANSFER = Duration.ofSeconds(10);

    /** Behind the key and its rate: whoever is refused takes no room. In front of what reads a body. */
    @Bean
    FilterRegistrationBean<AdmissionFilter> admission(
            WorkSettings settings,
            MeterRegistry registry,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        WorkGate work = new WorkGate(settings.concurrent(), settings.queued(), settings.waitTime());
        WorkGate transfers = WorkGate.withoutLine(settings.transfers(), RETRY_TRANSFER);
        gauge(registry, "working", work, WorkGate::working);
        gauge(registry, "waiting", work, WorkGate::waiting);
        gauge(registry, "transferring", transfers, WorkGate::working);
        Gates gates = new Gates(work, transfers, refused(registry, "work"), refused(registry, "transfer"));
        FilterRegistrationBean<AdmissionFilter> filter =
                new FilterRegistrationBean<>(new AdmissionFilter(gates, problems));
        filter.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1);
        return filter;
    }

    /**
     * A request that waits has a thread, so there are more threads than may work and wait: else they would wait in Tomcat's own
     * queue, which knows neither an end nor health checks. Virtual threads need no such number.
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
    JdbcTemplate jdbcTemplate(DataSource dataSource, WorkSettings settings) {
        return new TimedStatements(dataSource, settings.queryTime());
    }

    private static void gauge(MeterRegistry registry, String state, WorkGate gate, ToDoubleFunction<WorkGate> count) {
        Gauge.builder("palate.requests", gate, count).tag("state", state).register(registry);
    }

    private static Counter refused(MeterRegistry registry, String kind) {
        return Counter.builder("palate.requests.refused").tag("kind", kind).register(registry);
    }
}
