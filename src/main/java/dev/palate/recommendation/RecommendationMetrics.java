package dev.palate.recommendation;

import io.micrometer.core.instrument.Counter;
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
 *   <li>{@code palate.recommendations.together} {@code {model}}: how many users were scored at once
 *   <li>{@code palate.recommendations.foldin} {@code {model}}: how many ratings were folded in
 *   <li>{@code palate.recommendations.lists} {@code {outcome}}: lists for users, {@code cached} or {@code made}
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
    private final Counter cachedLists;
    private final Counter newLists;

    RecommendationMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.served = new ServedItems(clock);
        this.cachedLists = lists("cached");
        this.newLists = lists("made");
        Gauge.builder("palate.recommendations.coverage", served, ServedItems::coverage)
                .description("Share of the catalogue that was in a list lately")
                .register(registry);
    }

    private Counter lists(String outcome) {
        return Counter.builder("palate.recommendations.lists")
                .description("Lists for users")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** @param cached whether the user's list was made before and is still true */
    void asked(boolean cached) {
        (cached ? cachedLists : newLists).increment();
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

    /** @param users how many at once */
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
