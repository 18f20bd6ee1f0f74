package dev.palate.batch;

import dev.palate.job.JobState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The metrics of batches; the only tags are {@code outcome} and {@code error}.
 *
 * <ul>
 *   <li>{@code palate.batches.run}: seconds of an attempt in this process; also a span of a trace
 *   <li>{@code palate.batches}: ended batches: {@code succeeded}, {@code succeeded_with_warnings}, {@code failed} or {@code cancelled}
 * </ul>
 */
@Component
class BatchMetrics {

    private final MeterRegistry registry;
    private final ObservationRegistry observations;

    BatchMetrics(MeterRegistry registry, ObservationRegistry observations) {
        this.registry = registry;
        this.observations = observations;
        // An alert sees no increase of a counter that begins at 1.
        Stream.of(JobState.values()).filter(JobState::isFinal).forEach(this::batches);
    }

    void time(Callable<@Nullable Void> work) throws Exception {
        Observation.createNotStarted("palate.batches.run", observations)
                .contextualName("batch run")
                .observeChecked(work::call);
    }

    void ended(JobState state) {
        batches(state).increment();
    }

    private Counter batches(JobState state) {
        return registry.counter("palate.batches", "outcome", state.name().toLowerCase(Locale.ROOT));
    }
}
