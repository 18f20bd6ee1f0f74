package dev.palate.listing;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.listing.RankedItem.Figures;
import dev.palate.listing.RankedItems.Ranking;
import dev.palate.listing.event.EventCounts;
import dev.palate.listing.event.EventCounts.ItemEvents;
import dev.palate.listing.trend.Trend;
import dev.palate.listing.trend.Trends;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads counts and ranks all items by them.
 *
 * <ul>
 *   <li>{@code palate.lists.ranking} {@code {list}}: how long a list took
 * </ul>
 */
@Component
class RankingReader {

    private final EventCounts counts;
    private final Catalogue catalogue;
    private final CreationTimes creationTimes;
    private final MeterRegistry registry;

    RankingReader(EventCounts counts, Catalogue catalogue, CreationTimes creationTimes, MeterRegistry registry) {
        this.counts = counts;
        this.catalogue = catalogue;
        this.creationTimes = creationTimes;
        this.registry = registry;
    }

    /** What a ranking was read from: an equal one would be the same. */
    record Version(String revision, LocalDate today) {}

    Version version(ListKind kind, LocalDate today) {
        return new Version(
                kind == ListKind.LATEST ? Long.toString(catalogue.snapshot().revision()) : counts.revision(), today);
    }

    Ranking read(ListKind kind, ListWindow window, LocalDate today) {
        Timer.Sample sample = Timer.start(registry);
        Ranking ranking = switch (kind) {
            case POPULAR -> popular(window, today);
            case TRENDING -> trending(Objects.requireNonNull(window.days()), today);
            case LATEST -> latest(window.firstDay(today));
        };
        sample.stop(registry.timer("palate.lists.ranking", "list", kind.name().toLowerCase(Locale.ROOT)));
        return ranking;
    }

    private Ranking popular(ListWindow window, LocalDate today) {
        List<ItemEvents> items = counts.byItem(window.firstDay(today), today);
        long[] events = items.stream().mapToLong(ItemEvents::events).toArray();
        return new Ranking(
                items.stream().map(ItemEvents::itemId).toList(),
                place -> new Figures(events[place], events[place], null, null));
    }

    private Ranking trending(int days, LocalDate today) {
        record Trending(String itemId, Trend trend) {}
        LocalDate first = today.minusDays(Trends.PAST_DAYS + days - 1L);
        List<Trending> trending = new ArrayList<>();
        counts.readSeries(first, today, series -> {
            Trends trends = new Trends(series.totals());
            series.forEach((itemId, events) -> {
                Trend trend = trends.of(events);
                if (trend.isTrending()) {
                    trending.add(new Trending(itemId, trend));
                }
            });
        });
        trending.sort(
                Comparator.comparingDouble((Trending item) -> -item.trend().score())
                        .thenComparing(Trending::itemId));
        List<Trend> trends = trending.stream().map(Trending::trend).toList();
        return new Ranking(trending.stream().map(Trending::itemId).toList(), place -> figures(trends.get(place)));
    }

    private static Figures figures(Trend trend) {
        return new Figures(trend.score(), trend.events(), trend.expected(), null);
    }

    private Ranking latest(@Nullable LocalDate firstDay) {
        record Latest(Item item, Instant since) {}
        Map<String, Instant> created = creationTimes.all();
        CatalogueSnapshot snapshot = catalogue.snapshot();
        Instant first = firstDay == null
                ? Instant.MIN
                : firstDay.atStartOfDay(ZoneOffset.UTC).toInstant();
        List<Latest> latest = new ArrayList<>();
        for (Item item : snapshot.items()) {
            Instant since = since(item, created.get(item.id()));
            if (since != null && !since.isBefore(first)) {
                latest.add(new Latest(item, since));
            }
        }
        latest.sort(
                Comparator.comparing(Latest::since).reversed().thenComparing(Latest::item, CatalogueSnapshot.ORDER));
        Instant[] since = latest.stream().map(Latest::since).toArray(Instant[]::new);
        return new Ranking(
                latest.stream().map(entry -> entry.item().id()).toList(),
                place -> new Figures(since[place].getEpochSecond(), null, null, since[place]));
    }

    /** When an item became available; null: it is not known. */
    private static @Nullable Instant since(Item item, @Nullable Instant createdAt) {
        return item.availableFrom() != null ? item.availableFrom() : createdAt;
    }
}
