package dev.palate.importing;

import dev.palate.importing.ImportLedger.Run;
import dev.palate.importing.ImportLedger.Settled;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * What imports tell the monitoring; the only tags are {@code outcome} and {@code error}.
 *
 * <ul>
 *   <li>{@code palate.imports.rows}: rows read by this process: {@code written}, {@code unchanged} or {@code rejected}
 *   <li>{@code palate.imports.run}: seconds of an import in this process; a span of its own in a trace
 *   <li>{@code palate.imports}: ended imports: {@code succeeded} or {@code failed}
 * </ul>
 */
@Component
class ImportMetrics {

    private static final String OUTCOME = "outcome";
    private static final Settled NOTHING = new Settled(0, 0, 0, 0, 0, 0, 0);

    private final MeterRegistry registry;
    private final ObservationRegistry observations;
    private final Map<Run, Settled> last = new ConcurrentHashMap<>();

    ImportMetrics(MeterRegistry registry, ObservationRegistry observations) {
        this.registry = registry;
        this.observations = observations;
    }

    <T> T run(Supplier<T> work) {
        return Observation.createNotStarted("palate.imports.run", observations)
                .contextualName("import run")
                .observe(work);
    }

    /** Counts what is new since the run's last batch; what an earlier start of the import read is not counted again. */
    void settled(Run run, Settled now) {
        Settled before = last.put(run, now);
        if (before == null) {
            before = run.start() == 1 ? NOTHING : now;
        }
        count("written", now.written());
        count("rejected", now.rejected() - before.rejected());
        count("unchanged", now.unchanged());
    }

    void ended(Run run, String outcome) {
        last.remove(run);
        registry.counter("palate.imports", OUTCOME, outcome).increment();
    }

    private void count(String outcome, long rows) {
        registry.counter("palate.imports.rows", OUTCOME, outcome).increment(Math.max(0, rows));
    }
}
