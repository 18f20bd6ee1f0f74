package dev.palate.training;

import dev.palate.model.version.EpochFigures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * What training tells the monitoring; the only tags are {@code algorithm}, {@code outcome}, {@code metric} and
 * {@code error}.
 *
 * <ul>
 *   <li>{@code palate.training.jobs}: ended jobs by {@code algorithm} and {@code outcome} (succeeded, failed, cancelled)
 *   <li>{@code palate.training.wait}: seconds from a job's submission to its first start
 *   <li>{@code palate.training.run}: seconds of a job in this process, by {@code algorithm}; a span of its own in a trace
 *   <li>{@code palate.training.epoch}: seconds per epoch, evaluation not counted
 *   <li>{@code palate.training.loss}: train loss of the last epoch
 *   <li>{@code palate.training.validation}: the last epoch's metrics on held-out users, by {@code metric}
 *   <li>{@code palate.training.examples}: training rows a second in the last epoch
 * </ul>
 */
@Component
class TrainingMetrics {

    private static final String ALGORITHM = "algorithm";

    private final MeterRegistry registry;
    private final ObservationRegistry observations;
    private final Map<String, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();

    TrainingMetrics(MeterRegistry registry, ObservationRegistry observations) {
        this.registry = registry;
        this.observations = observations;
    }

    void started(String algorithm, Duration wait) {
        registry.timer("palate.training.wait", ALGORITHM, algorithm).record(wait);
    }

    <T> T run(String algorithm, Supplier<T> job) {
        return Observation.createNotStarted("palate.training.run", observations)
                .contextualName("training run")
                .lowCardinalityKeyValue(ALGORITHM, algorithm)
                .observe(job);
    }

    void ended(String algorithm, String outcome) {
        registry.counter("palate.training.jobs", ALGORITHM, algorithm, "outcome", outcome)
                .increment();
    }

    void epoch(String algorithm, EpochFigures figures, double seconds) {
        Tags tags = Tags.of(ALGORITHM, algorithm);
        registry.timer("palate.training.epoch", tags).record(Duration.ofNanos((long) (seconds * 1e9)));
        set("palate.training.loss", tags, figures.trainLoss());
        set("palate.training.examples", tags, figures.examplesPerSecond());
        figures.metrics()
                .forEach((metric, value) -> set("palate.training.validation", tags.and("metric", metric), value));
    }

    private void set(String name, Tags tags, double value) {
        gauges.computeIfAbsent(name + tags, key -> {
                    AtomicReference<Double> holder = new AtomicReference<>(value);
                    registry.gauge(name, tags, holder, AtomicReference::get);
                    return holder;
                })
                .set(value);
    }
}
