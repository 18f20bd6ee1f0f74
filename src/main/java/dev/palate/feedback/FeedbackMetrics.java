package dev.palate.feedback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The metrics of feedback. The gauges cover the lists issued today and yesterday by all replicas, for the {@value
 * #MAX_VERSIONS} model versions (separated by the arms of a traffic split) with the most shown items.
 *
 * <ul>
 *   <li>{@code palate.feedback.events} {@code {type}}: new events that this process recorded
 *   <li>{@code palate.feedback.shown} {@code {model, version, arm}}: items shown
 *   <li>{@code palate.feedback.clickthrough} {@code {model, version, arm}}: share of them that were clicked
 *   <li>{@code palate.feedback.hitrate} {@code {model, version, arm}}: share of the lists with a shown item of which a shown item
 *       was clicked or rated
 * </ul>
 */
@Component
class FeedbackMetrics {

    private static final Logger log = LoggerFactory.getLogger(FeedbackMetrics.class);
    private static final int MAX_VERSIONS = 20;
    private static final int DAYS = 2;

    private final MeterRegistry registry;
    private final FeedbackEvents events;
    private final MultiGauge shown;
    private final MultiGauge clickThrough;
    private final MultiGauge hitRate;
    private volatile boolean empty = true;

    FeedbackMetrics(MeterRegistry registry, FeedbackEvents events) {
        this.registry = registry;
        this.events = events;
        this.shown = MultiGauge.builder("palate.feedback.shown").register(registry);
        this.clickThrough = MultiGauge.builder("palate.feedback.clickthrough").register(registry);
        this.hitRate = MultiGauge.builder("palate.feedback.hitrate").register(registry);
        Stream.of(EventType.values()).forEach(this::events);
    }

    /** Counts new events; the very first ones refresh the gauges immediately. */
    void recorded(List<EventType> types) {
        types.forEach(type -> events(type).increment());
        if (empty && !types.isEmpty()) {
            refresh();
        }
    }

    private Counter events(EventType type) {
        return registry.counter("palate.feedback.events", "type", type.label());
    }

    @Scheduled(fixedDelayString = "${palate.feedback.figures:1m}")
    void refresh() {
        try {
            show(events.figuresOfLast(DAYS).versions());
        } catch (DataAccessException | TransactionException e) {
            log.warn("The feedback metrics could not be refreshed: {}", e.getMessage());
        }
    }

    private synchronized void show(List<OnlineFigures.Row> rows) {
        List<MultiGauge.Row<?>> counts = new ArrayList<>();
        List<MultiGauge.Row<?>> clicks = new ArrayList<>();
        List<MultiGauge.Row<?>> hits = new ArrayList<>();
        rows.stream()
                .sorted(Comparator.comparing(OnlineFigures.Row::shown).reversed())
                .limit(MAX_VERSIONS)
                .forEach(row -> {
                    Tags tags = tags(row.source());
                    counts.add(MultiGauge.Row.of(tags, row.shown()));
                    clicks.add(MultiGauge.Row.of(tags, orNaN(row.clickThroughRate())));
                    hits.add(MultiGauge.Row.of(tags, orNaN(row.hitRate())));
                });
        shown.register(counts, true);
        clickThrough.register(clicks, true);
        hitRate.register(hits, true);
        empty = rows.isEmpty();
    }

    private static Tags tags(OnlineFigures.Source source) {
        return Tags.of(
                "model", source.model(),
                "version", source.version() == null ? "none" : source.version().toString(),
                "arm", source.arm() == null ? "none" : source.arm());
    }

    private static double orNaN(@Nullable Double share) {
        return share == null ? Double.NaN : share;
    }
}
