package dev.palate.training.policy;

import dev.palate.training.policy.PolicyDecision.Rule;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** {@code palate.training.policy.jobs}: jobs that this process started for the policy, by {@code rule}. */
@Component
class PolicyMetrics {

    private final MeterRegistry registry;

    PolicyMetrics(MeterRegistry registry) {
        this.registry = registry;
        Stream.of(Rule.values()).forEach(this::jobs);
    }

    void started(Rule rule) {
        jobs(rule).increment();
    }

    private Counter jobs(Rule rule) {
        return registry.counter(
                "palate.training.policy.jobs", "rule", rule.name().toLowerCase(Locale.ROOT));
    }
}
