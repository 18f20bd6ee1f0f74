package dev.palate.model.serving;

import dev.palate.model.version.VersionId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reports whether this process serves the active versions. It is out of service only until it has loaded them once: if a version is
 * damaged, or no version exists, popularity answers, and every replica would report the same.
 */
@Component
class ModelsHealthIndicator implements HealthIndicator {

    private final ServedModels models;

    ModelsHealthIndicator(ServedModels models) {
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
        List<String> unusable =
                models.unusable().stream().map(VersionId::toString).sorted().toList();
        return unusable.isEmpty()
                ? up.build()
                : up.withDetail("activeButUnusable", unusable).build();
    }
}
