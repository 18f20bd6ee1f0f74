package dev.palate.listing;

import dev.palate.catalogue.Catalogue;
import dev.palate.listing.RankingReader.Version;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The lists that are the same for all users. The first request for a list ranks it, which takes up to seconds for a large catalogue; then
 * it is in memory, and {@link RankingRefresher} ranks it again in the background while it is in use.
 */
@Service
public class ItemRankings {

    /** A list of a million items takes 60 MB. */
    private static final int MOST_LISTS = 24;

    /** Of all lists: they take about 60 bytes each. */
    private static final long MOST_ITEMS = 3_000_000;

    private static final Duration KEPT_UNUSED = Duration.ofMinutes(15);
    /** While counts change all the time, ranking takes at most this share of a processor. */
    private static final int LEAST_PAUSE_FACTOR = 10;

    private final RankingReader reader;
    private final Catalogue catalogue;
    private final Clock clock;
    private final Map<Key, Kept> lists = new ConcurrentHashMap<>();
    /** One list is ranked at a time, because ranking reads very many counts. */
    private final ReentrantLock ranking = new ReentrantLock();

    ItemRankings(RankingReader reader, Catalogue catalogue, Clock clock) {
        this.reader = reader;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    private record Key(ListKind kind, ListWindow window) {}

    /** @param pausesUntil before that it is not ranked again, by {@link System#nanoTime} */
    private record Ranked(RankedItems items, Version version, long pausesUntil) {}

    /** A list that is in use. */
    private static final class Kept {

        private volatile @Nullable Ranked ranked;
        private volatile Instant usedAt;

        Kept(Instant usedAt) {
            this.usedAt = usedAt;
        }
    }

    /** The items with events in the window, most events first. */
    public RankedItems popular(ListWindow window) {
        return get(ListKind.POPULAR, window);
    }

    /** The items with an unusual number of events in the window, the most unusual first: see {@code Trends}. */
    public RankedItems trending(ListWindow window) {
        return get(ListKind.TRENDING, window);
    }

    /** The items that became available in the window, the latest first. */
    public RankedItems latest(ListWindow window) {
        return get(ListKind.LATEST, window);
    }

    /**
     * @throws IllegalArgumentException if the list cannot have that window
     */
    public RankedItems get(ListKind kind, ListWindow window) {
        kind.require(window);
        Kept kept = lists.computeIfAbsent(new Key(kind, window), key -> new Kept(clock.instant()));
        kept.usedAt = clock.instant();
        Ranked ranked = kept.ranked;
        RankedItems items = ranked == null ? firstRanking(new Key(kind, window), kept) : ranked.items();
        return items.isOf(catalogue.snapshot()) ? items : rebased(kept, items);
    }

    /** The list with the items as they are now, which is kept for the next requests. */
    @SuppressWarnings("ReferenceEquality") // another list has been ranked meanwhile
    private RankedItems rebased(Kept kept, RankedItems items) {
        RankedItems current = items.in(catalogue.snapshot());
        Ranked ranked = kept.ranked;
        if (ranked != null && ranked.items() == items) {
            kept.ranked = new Ranked(current, ranked.version(), ranked.pausesUntil());
        }
        return current;
    }

    /**
     * The window that {@code text} says, or the default of the list.
     *
     * @throws InvalidWindowException if the list cannot have that window
     */
    public ListWindow window(ListKind kind, @Nullable String text) {
        return text == null ? kind.defaultWindow() : ListWindow.parse(text, kind, today());
    }

    /** Ranks the lists again whose counts have changed, and forgets those that are not in use. */
    void refresh() {
        Instant unused = clock.instant().minus(KEPT_UNUSED);
        lists.values().removeIf(kept -> kept.usedAt.isBefore(unused));
        lists.forEach((key, kept) -> {
            Ranked ranked = kept.ranked;
            if (ranked != null && System.nanoTime() - ranked.pausesUntil() >= 0) {
                refresh(key, kept, ranked);
            }
        });
    }

    private void refresh(Key key, Kept kept, Ranked ranked) {
        if (!reader.version(key.kind(), today()).equals(ranked.version())) {
            ranking.lock();
            try {
                kept.ranked = rank(key);
            } finally {
                ranking.unlock();
            }
        } else if (!ranked.items().isOf(catalogue.snapshot())) {
            kept.ranked = new Ranked(ranked.items().in(catalogue.snapshot()), ranked.version(), ranked.pausesUntil());
        }
    }

    private RankedItems firstRanking(Key key, Kept kept) {
        ranking.lock();
        try {
            Ranked ranked = kept.ranked;
            if (ranked == null) {
                ranked = rank(key);
                kept.ranked = ranked;
                dropLeastUsed();
            }
            return ranked.items();
        } finally {
            ranking.unlock();
        }
    }

    private void dropLeastUsed() {
        while (lists.size() > MOST_LISTS || (lists.size() > 1 && items() > MOST_ITEMS)) {
            lists.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().usedAt))
                    .ifPresent(entry -> lists.remove(entry.getKey(), entry.getValue()));
        }
    }

    private long items() {
        return lists.values().stream()
                .map(kept -> kept.ranked)
                .filter(Objects::nonNull)
                .mapToLong(ranked -> ranked.items().size())
                .sum();
    }

    private Ranked rank(Key key) {
        long start = System.nanoTime();
        LocalDate today = today();
        Instant asOf = clock.instant();
        // Before the counts are read: a change in between is found by the next refresh.
        Version version = reader.version(key.kind(), today);
        RankedItems.Ranking ranking = reader.read(key.kind(), key.window(), today);
        // Afterwards: it then has all items that have counts.
        catalogue.refresh();
        RankedItems items = RankedItems.of(key.window(), today, asOf, ranking, catalogue.snapshot());
        long end = System.nanoTime();
        return new Ranked(items, version, end + LEAST_PAUSE_FACTOR * (end - start));
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }
}
