package dev.palate.importing;

import dev.palate.job.JobState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The metrics of imports; the only tags are {@code outcome} and {@code error}.
 *
 * <ul>
 *   <li>{@code palate.imports.rows}: rows read by this process: {@code written}, {@code unchanged}, {@code rejected} or {@code
 *       ignored}
 *   <li>{@code palate.imports.run}: seconds of an attempt in this process; also a span of a trace
 *   <li>{@code palate.imports}: ended imports: {@code succeeded}, {@code succeeded_with_warnings}, {@code failed} or {@code
 *       cancelled}
 * </ul>
 */
@Component
class ImportMetrics {

    private static final String OUTCOME = "outcome";

    private final MeterRegistry registry;
    private final ObservationRegistry observations;

    ImportMetrics(MeterRegistry registry, ObservationRegistry observations) {
        this.registry = registry;
        this.observations = observations;
        // An alert sees no increase of a counter that begins at 1.
        count(new ImportProgress.Rows(0, 0, 0, 0, 0));
        Stream.of(JobState.values()).filter(JobState::isFinal).forEach(this::imports);
    }

    <T> T time(Callable<T> work) throws Exception {
        Observation observation =
                Observation.createNotStarted("palate.imports.run", observations).contextualName("import run");
        return observation.observeChecked(work::call);
    }

    void count(ImportProgress.Rows rows) {
        count("written", rows.written());
        count("unchanged", rows.unchanged());
        count("rejected", rows.rejected());
        count("ignored", rows.ignored());
    }

    void ended(JobState state) {
        imports(state).increment();
    }

    private Counter imports(JobState state) {
        return registry.counter("palate.imports", OUTCOME, state.name().toLowerCase(Locale.ROOT));
    }

    private void count(String outcome, long rows) {
        registry.counter("palate.imports.rows", OUTCOME, outcome).increment((double) rows);
    }
}
