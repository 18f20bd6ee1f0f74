package dev.palate.recommendation.scoring;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/**
 * The metrics of scoring. The model tag is bounded: the name of an algorithm, or {@code popularity}.
 *
 * <ul>
 *   <li>{@code palate.recommendations.scoring} {@code {model}}: computing the scores alone; a batch counts once
 *   <li>{@code palate.recommendations.together} {@code {model}}: how many users were scored in one batch
 * </ul>
 */
@Component
class ScoringMetrics {

    private final MeterRegistry registry;

    ScoringMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    /** @param users how many users the batch had */
    void scored(Timer.Sample sample, Origin origin, int users) {
        sample.stop(Timer.builder("palate.recommendations.scoring")
                .description("Scoring all items for one user or one batch")
                .tag("model", origin.tag())
                .register(registry));
        DistributionSummary.builder("palate.recommendations.together")
                .description("Users scored at once")
                .tag("model", origin.tag())
                .register(registry)
                .record(users);
    }
}
