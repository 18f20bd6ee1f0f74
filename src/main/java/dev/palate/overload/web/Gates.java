package dev.palate.overload.web;

import dev.palate.overload.WorkGate;
import dev.palate.overload.WorkSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The gate of each kind of requests, with the counters of the requests that it refused. */
final class Gates {

    private static final Duration RETRY_TRANSFER = Duration.ofSeconds(10);

    private final Map<RequestKind, Gate> gates = new EnumMap<>(RequestKind.class);

    /** @param refused the requests that found all slots in use */
    record Gate(WorkGate slots, Counter refused) {}

    Gates(WorkSettings settings, MeterRegistry registry) {
        WorkGate readers = new WorkGate(settings.concurrent(), settings.queued(), settings.waitTime());
        WorkGate writers = new WorkGate(settings.writers(), settings.queued(), settings.waitTime());
        WorkGate downloads = WorkGate.withoutQueue(settings.transfers(), RETRY_TRANSFER);
        WorkGate uploads = WorkGate.withoutQueue(settings.uploads(), RETRY_TRANSFER);
        add(RequestKind.READ, readers, "work", registry);
        add(RequestKind.WRITE, writers, "write", registry);
        add(RequestKind.DOWNLOAD, downloads, "transfer", registry);
        add(RequestKind.UPLOAD, uploads, "upload", registry);
        gauge(registry, "working", readers, WorkGate::working);
        gauge(registry, "waiting", readers, WorkGate::waiting);
        gauge(registry, "writing", writers, WorkGate::working);
        gauge(registry, "waiting-to-write", writers, WorkGate::waiting);
        gauge(registry, "transferring", downloads, WorkGate::working);
        gauge(registry, "uploading", uploads, WorkGate::working);
    }

    /** A waiting request holds a thread, so there must be more threads than admitted requests. */
    static int threads(WorkSettings settings) {
        return settings.concurrent()
                + settings.writers()
                + 2 * settings.queued()
                + settings.transfers()
                + settings.uploads();
    }

    Gate of(RequestKind kind) {
        Gate gate = gates.get(kind);
        if (gate == null) {
            throw new IllegalArgumentException(kind + " has no gate");
        }
        return gate;
    }

    private void add(RequestKind kind, WorkGate slots, String name, MeterRegistry registry) {
        Counter refused =
                Counter.builder("palate.requests.refused").tag("kind", name).register(registry);
        gates.put(kind, new Gate(slots, refused));
    }

    private static void gauge(MeterRegistry registry, String state, WorkGate gate, ToDoubleFunction<WorkGate> count) {
        Gauge.builder("palate.requests", gate, count).tag("state", state).register(registry);
    }
}
