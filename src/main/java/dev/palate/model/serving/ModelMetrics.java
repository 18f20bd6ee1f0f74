package dev.palate.model.serving;

import dev.palate.model.checkpoint.StoredCheckpoint;
import dev.palate.model.quality.ModelScore;
import dev.palate.model.version.Activations.Active;
import dev.palate.model.version.ModelVersions;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Metrics of models. The only tag is {@code algorithm}.
 *
 * <ul>
 *   <li>{@code palate.model.version}: the number of the version that this process serves
 *   <li>{@code palate.model.age}: seconds since that version was trained
 *   <li>{@code palate.model.quantised}: 1 if this process serves that version with weights of 8 bits, else 0
 *   <li>{@code palate.model.lead}: its NDCG for held-out users minus that of popularity for the same users; not exported for a
 *       version that was never measured
 *   <li>{@code palate.model.distinct}: the share of distinct lists among 200 users; not exported for a version of an earlier Palate
 *   <li>{@code palate.checkpoint.size}: the sizes in bytes of the checkpoints that this process published
 * </ul>
 */
@Component
public class ModelMetrics {

    private static final String ALGORITHM = "algorithm";

    private final MeterRegistry registry;
    private final ModelVersions versions;
    private final Clock clock;
    private final MultiGauge version;
    private final MultiGauge age;
    private final MultiGauge quantised;
    private final MultiGauge lead;
    private final MultiGauge distinct;
    private List<ServedModel> shown = List.of();
    private List<Active> shownQuality = List.of();

    ModelMetrics(MeterRegistry registry, ModelVersions versions, Clock clock) {
        this.registry = registry;
        this.versions = versions;
        this.clock = clock;
        this.version = MultiGauge.builder("palate.model.version").register(registry);
        this.age = MultiGauge.builder("palate.model.age").baseUnit("seconds").register(registry);
        this.quantised = MultiGauge.builder("palate.model.quantised").register(registry);
        this.lead = MultiGauge.builder("palate.model.lead").register(registry);
        this.distinct = MultiGauge.builder("palate.model.distinct").register(registry);
    }

    /** Publishes the gauges of the active models. */
    public synchronized void show(List<ServedModel> inService, List<Active> active) {
        if (!active.equals(shownQuality)) {
            showQuality(active);
        }
        if (inService.equals(shown)) {
            return;
        }
        List<Row<?>> numbers = new ArrayList<>();
        List<Row<?>> ages = new ArrayList<>();
        List<Row<?>> approximations = new ArrayList<>();
        for (ServedModel model : inService) {
            Tags tags = Tags.of(ALGORITHM, model.algorithm());
            numbers.add(Row.of(tags, model.version()));
            approximations.add(Row.of(tags, model.precision() == Precision.INT8 ? 1 : 0));
            versions.findCreation(model.algorithm(), model.version())
                    .ifPresent(created -> ages.add(Row.of(tags, () -> secondsSince(created))));
        }
        version.register(numbers, true);
        age.register(ages, true);
        quantised.register(approximations, true);
        shown = inService;
    }

    private void showQuality(List<Active> active) {
        List<Row<?>> leads = new ArrayList<>();
        List<Row<?>> shares = new ArrayList<>();
        for (Active version : active) {
            Tags tags = Tags.of(ALGORITHM, version.id().algorithm());
            ModelScore score = version.quality().score();
            if (score != null) {
                leads.add(Row.of(tags, score.lead()));
            }
            Double share = version.quality().distinctLists();
            if (share != null) {
                shares.add(Row.of(tags, share));
            }
        }
        lead.register(leads, true);
        distinct.register(shares, true);
        shownQuality = active;
    }

    public void published(String algorithm, StoredCheckpoint checkpoint) {
        DistributionSummary.builder("palate.checkpoint.size")
                .baseUnit("bytes")
                .tag(ALGORITHM, algorithm)
                .register(registry)
                .record((double) checkpoint.byteCount());
    }

    private double secondsSince(Instant created) {
        return Duration.between(created, clock.instant()).toMillis() / 1000.0;
    }
}
