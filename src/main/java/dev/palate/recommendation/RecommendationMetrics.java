package dev.palate.recommendation;

import dev.palate.recommendation.RecommendationPipeline.Resolved;
import dev.palate.recommendation.scoring.Origin;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The metrics of lists. The model tag is bounded: the name of an algorithm, or {@code popularity}.
 *
 * <ul>
 *   <li>{@code palate.recommendations} {@code {model, outcome}}: from reading the user's ratings to the finished list. The
 *       outcome is {@code model}, {@code fallback}, {@code not-modified} or {@code failed}.
 *   <li>{@code palate.recommendations.foldin} {@code {model}}: how many preferences were folded in for a computed list
 *   <li>{@code palate.recommendations.lists} {@code {outcome}}: lists for users, {@code cached} or {@code made}
 *   <li>{@code palate.recommendations.coverage}: share of the catalogue in the lists that this process served in the last one
 *       to two hours
 * </ul>
 */
@Component
class RecommendationMetrics {

    private final MeterRegistry registry;
    private final ServedItems servedItems;
    private final Counter cachedLists;
    private final Counter computedLists;

    RecommendationMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.servedItems = new ServedItems(clock);
        this.cachedLists = lists("cached");
        this.computedLists = lists("made");
        Gauge.builder("palate.recommendations.coverage", servedItems, ServedItems::coverage)
                .description("Share of the catalogue in recent lists")
                .register(registry);
    }

    private Counter lists(String outcome) {
        return Counter.builder("palate.recommendations.lists")
                .description("Lists for users")
                .tag("outcome", outcome)
                .register(registry);
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    /** @param cached whether the user's list was cached and is still current */
    void served(boolean cached) {
        (cached ? cachedLists : computedLists).increment();
    }

    void notModified(Timer.Sample sample, Origin origin) {
        stop(sample, origin, "not-modified");
    }

    /** Records the number of preferences folded in for a computed list. */
    void foldedIn(Resolved request) {
        DistributionSummary.builder("palate.recommendations.foldin")
                .description("Preferences folded in for a list")
                .tag("model", request.source().origin().tag())
                .register(registry)
                .record(request.user().foldIn().known().size());
    }

    /** Obtains a list and records its time, its outcome and its items. */
    Recommendations timed(Timer.Sample sample, Resolved request, Supplier<Recommendations> list) {
        Origin origin = request.source().origin();
        String outcome = "failed";
        try {
            Recommendations served = list.get();
            outcome = origin.fallback() == null ? "model" : "fallback";
            servedItems.add(served, request.catalogue().size());
            return served;
        } finally {
            stop(sample, origin, outcome);
        }
    }

    private void stop(Timer.Sample sample, Origin origin, String outcome) {
        sample.stop(Timer.builder("palate.recommendations")
                .description("Computing a recommendation list")
                .tag("model", origin.tag())
                .tag("outcome", outcome)
                .register(registry));
    }
}
