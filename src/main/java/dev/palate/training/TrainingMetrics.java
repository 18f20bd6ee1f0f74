package dev.palate.training;

import dev.palate.core.Algorithms;
import dev.palate.core.auto.AutoSelection;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.DeviceReport;
import dev.palate.job.JobState;
import dev.palate.model.version.EpochFigures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The meters of training; the only tags are {@code algorithm}, {@code outcome}, {@code metric}, {@code device} and
 * {@code error}.
 *
 * <ul>
 *   <li>{@code palate.training.jobs}: ended jobs by {@code algorithm} and {@code outcome} (succeeded, failed, cancelled)
 *   <li>{@code palate.training.wait}: seconds from a job's submission to its first attempt
 *   <li>{@code palate.training.run}: seconds of an attempt in this process, by {@code algorithm}; a span of its own in a trace
 *   <li>{@code palate.training.epoch}: seconds per epoch, evaluation not counted
 *   <li>{@code palate.training.loss}: train loss of the last epoch
 *   <li>{@code palate.training.validation}: the last epoch's metrics on held-out users, by {@code metric}
 *   <li>{@code palate.training.examples}: training rows a second in the last epoch
 *   <li>{@code palate.training.step}: mean seconds per step of the optimiser in the last epoch, by {@code device}
 *   <li>{@code palate.training.device.memory}: bytes that the last training allocated on a GPU, 0 for the CPU, by {@code device}
 * </ul>
 */
@Component
class TrainingMetrics {

    private static final String ALGORITHM = "algorithm";

    private final MeterRegistry registry;
    private final ObservationRegistry observations;
    private final Map<String, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();

    TrainingMetrics(MeterRegistry registry, ObservationRegistry observations, Algorithms algorithms) {
        this.registry = registry;
        this.observations = observations;
        // An alert sees no increase of a counter that begins at 1.
        Stream.concat(algorithms.all().stream().map(Algorithm::name), Stream.of(AutoSelection.NAME))
                .forEach(algorithm -> Stream.of(JobState.values())
                        .filter(JobState::isFinal)
                        .forEach(state -> jobs(algorithm, outcome(state))));
    }

    void started(String algorithm, Duration wait) {
        registry.timer("palate.training.wait", ALGORITHM, algorithm).record(wait);
    }

    /** Measures an attempt, whatever its end: how a job ends is counted by {@link #ended}. */
    void measure(String algorithm, Runnable work) {
        Throwable failure = Observation.createNotStarted("palate.training.run", observations)
                .contextualName("training run")
                .lowCardinalityKeyValue(ALGORITHM, algorithm)
                .<@Nullable Throwable>observe(() -> {
                    try {
                        work.run();
                        return null;
                    } catch (RuntimeException | OutOfMemoryError e) {
                        return e;
                    }
                });
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof OutOfMemoryError error) {
            throw error;
        }
    }

    void ended(String algorithm, JobState state) {
        jobs(algorithm, outcome(state)).increment();
    }

    private Counter jobs(String algorithm, String outcome) {
        return registry.counter("palate.training.jobs", ALGORITHM, algorithm, "outcome", outcome);
    }

    private static String outcome(JobState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    void epoch(String algorithm, EpochFigures figures, double seconds) {
        Tags tags = Tags.of(ALGORITHM, algorithm);
        registry.timer("palate.training.epoch", tags).record(Duration.ofNanos((long) (seconds * 1e9)));
        set("palate.training.loss", tags, figures.trainLoss());
        set("palate.training.examples", tags, figures.examplesPerSecond());
        figures.metrics()
                .forEach((metric, value) -> set("palate.training.validation", tags.and("metric", metric), value));
    }

    void device(String algorithm, DeviceReport report) {
        Tags tags = Tags.of(ALGORITHM, algorithm, "device", report.name());
        set("palate.training.step", "seconds", tags, report.stepMilliseconds() / 1000);
        double memory = report.memoryBytes() == null ? 0 : report.memoryBytes();
        set("palate.training.device.memory", "bytes", tags, memory);
    }

    private void set(String name, Tags tags, double value) {
        set(name, null, tags, value);
    }

    private void set(String name, @Nullable String unit, Tags tags, double value) {
        gauges.computeIfAbsent(name + tags, key -> {
                    AtomicReference<Double> holder = new AtomicReference<>(value);
                    Gauge.builder(name, holder, AtomicReference::get)
                            .tags(tags)
                            .baseUnit(unit)
                            .register(registry);
                    return holder;
                })
                .set(value);
    }
}
