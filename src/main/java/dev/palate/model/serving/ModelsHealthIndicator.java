package dev.palate.model.serving;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether this process serves what is active. It is down only until it has looked once: a damaged version, or none at all,
 * leaves popularity to answer with, and every replica would be in the same plight.
 */
@Component
class ModelsHealthIndicator implements HealthIndicator {

    private final LoadedModels models;

    ModelsHealthIndicator(LoadedModels models) {
        this.models = models;
    }

    @Override
    public Health health() {
        if (!models.areLoaded()) {
            return Health.outOfService()
                    .withDetail("reason", "the active models have not been loaded yet: the database did not answer")
                    .build();
        }
        Map<String, Integer> versions = new TreeMap<>();
        models.active().forEach(served -> versions.put(served.algorithm(), served.version()));
        Health.Builder up = Health.up().withDetail("inService", versions);
        if (versions.isEmpty()) {
            up.withDetail("reason", "no model is in service: popularity answers");
        }
        List<String> unusable = models.unusable().stream()
                .map(version -> "version " + version.version() + " of '" + version.algorithm() + "'")
                .sorted()
                .toList();
        return unusable.isEmpty()
                ? up.build()
                : up.withDetail("activeButUnusable", unusable).build();
    }
}
