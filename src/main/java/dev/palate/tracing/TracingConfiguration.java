package dev.palate.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Wraps every configured exporter, so that it receives only {@link AnonymousSpan}s. */
@Configuration(proxyBeanMethods = false)
@Profile("tracing")
class TracingConfiguration {

    @Bean
    SpanExporters spanExporters(ObjectProvider<SpanExporter> exporters) {
        return SpanExporters.of(
                exporters.orderedStream().map(AnonymousExporter::new).toList());
    }

    /** Exports every span as an {@link AnonymousSpan}. */
    private record AnonymousExporter(SpanExporter next) implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return next.export(spans.stream().<SpanData>map(AnonymousSpan::new).toList());
        }

        @Override
        public CompletableResultCode flush() {
            return next.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return next.shutdown();
        }
    }
}
