package dev.palate.recommendation;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * The timers of this feature. Their tags are bounded: a model is an algorithm's name or {@code popularity}, never an id.
 *
 * <ul>
 *   <li>{@code palate.recommendations} {@code {model, outcome}}: from reading the user's ratings to the finished list. The
 *       outcome is {@code model}, {@code fallback}, {@code not-modified} or {@code failed}.
 *   <li>{@code palate.recommendations.scoring} {@code {model}}: the scores alone; a batch counts once.
 *   <li>{@code palate.recommendations.foldin} {@code {model}}: how many ratings were folded in
 *   <li>{@code palate.recommendations.coverage}: share of the catalogue in lists of the last hour or two, of this process
 * </ul>
 */
@Component
class RecommendationMetrics {

    enum Outcome {
        MODEL("model"),
        FALLBACK("fallback"),
        NOT_MODIFIED("not-modified"),
        FAILED("failed");

        private final String tag;

        Outcome(String tag) {
            this.tag = tag;
        }

        static Outcome of(Origin origin) {
            return origin.fallback() == null ? MODEL : FALLBACK;
        }
    }

    private final MeterRegistry registry;
    private final ServedItems served;

    RecommendationMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.served = new ServedItems(clock);
        Gauge.builder("palate.recommendations.coverage", served, ServedItems::coverage)
                .description("Share of the catalogue that was in a list lately")
                .register(registry);
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void answered(Timer.Sample sample, Origin origin, Outcome outcome) {
        sample.stop(Timer.builder("palate.recommendations")
                .description("Making a list of recommendations")
                .tag("model", origin.tag())
                .tag("outcome", outcome.tag)
                .register(registry));
    }

    void made(Recommendations list, int foldedIn, int catalogueSize) {
        served.add(list, catalogueSize);
        DistributionSummary.builder("palate.recommendations.foldin")
                .description("Ratings that a list was made of")
                .tag("model", list.origin().tag())
                .register(registry)
                .record(foldedIn);
    }

    void scored(Timer.Sample sample, Origin origin) {
        sample.stop(Timer.builder("palate.recommendations.scoring")
                .description("Scoring all items for one user or one batch")
                .tag("model", origin.tag())
                .register(registry));
    }
}
