package dev.palate.model.serving;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.DoubleSupplier;
import org.bytedeco.javacpp.Pointer;
import org.springframework.stereotype.Component;

/**
 * The metric {@code palate.native.memory} in bytes, by {@code kind}: {@code tracked} is the memory that JavaCPP allocated for
 * the engine, {@code process} is the resident memory of the process, and {@code tracked-limit} and {@code process-limit} are
 * the limits at which JavaCPP refuses to allocate (0 means no limit).
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
