package dev.palate.model.serving;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.DoubleSupplier;
import org.bytedeco.javacpp.Pointer;
import org.springframework.stereotype.Component;

/**
 * {@code palate.native.memory} by {@code kind}, in bytes: {@code tracked} is what JavaCPP allocated for ND4J and the engine,
 * {@code process} the whole process' resident memory; {@code tracked-limit} and {@code process-limit} are where JavaCPP refuses
 * to allocate more, 0 where it does not.
 */
@Component
class NativeMemoryMetrics implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "tracked", Pointer::totalBytes);
        gauge(registry, "tracked-limit", Pointer::maxBytes);
        gauge(registry, "process", Pointer::physicalBytes);
        gauge(registry, "process-limit", Pointer::maxPhysicalBytes);
    }

    private static void gauge(MeterRegistry registry, String kind, DoubleSupplier bytes) {
        Gauge.builder("palate.native.memory", () -> bytes.getAsDouble())
                .description("Memory outside of the heap")
                .baseUnit("bytes")
                .tag("kind", kind)
                .register(registry);
    }
}
