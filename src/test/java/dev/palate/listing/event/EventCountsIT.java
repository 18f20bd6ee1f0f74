package dev.palate.listing.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.Item;
import dev.palate.interaction.InteractionWriter;
import dev.palate.interaction.NewInteraction;
import dev.palate.interaction.UserInteractions;
import dev.palate.interaction.bulk.BulkInteractions;
import dev.palate.interaction.type.CountsAs;
import dev.palate.interaction.type.InteractionType;
import dev.palate.interaction.type.InteractionTypes;
import dev.palate.interaction.type.Signal;
import dev.palate.listing.event.EventCounts.ItemEvents;
import dev.palate.rating.NewRating;
import dev.palate.rating.RatingWriter;
import dev.palate.rating.bulk.BulkOptions;
import dev.palate.rating.bulk.BulkRatings;
import dev.palate.rating.bulk.EventSpan;
import dev.palate.rating.bulk.MergePipeline;
import dev.palate.rating.bulk.RowBatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Counts are compared with a book that the test keeps: every counted event as user, item, type and day. */
@PalateIT
@TestPropertySource(properties = "palate.lists.merge=1h")
class EventCountsIT {

    private static final int USERS = 12;
    private static final int ITEMS = 8;
    private static final List<String> TYPES = List.of("view", "purchase", "dislike");

    @Autowired
    private EventMerger merger;

    @Autowired
    private EventMerge merge;

    @Autowired
    private EventCounts counts;

    @Autowired
    private RatingWriter ratings;

    @Autowired
    private BulkRatings bulkRatings;

    @Autowired
    private InteractionWriter interactions;

    @Autowired
    private UserInteractions userInteractions;

    @Autowired
    private BulkInteractions bulkInteractions;

    @Autowired
    private InteractionTypes types;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    private final Map<Pair, LocalDate> ratedOn = new HashMap<>();
    private final Set<Event> events = new HashSet<>();
    private Instant now;
    private LocalDate today;
    private int imports;

    private record Pair(String user, String item) {}

    private record Event(String user, String item, String type, LocalDate day) {}

    @BeforeEach
    void emptyService() {
        jdbc.sql("delete from users").update();
        jdbc.sql("delete from items").update();
        now = clock.instant();
        today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        for (int item = 0; item < ITEMS; item++) {
            catalogue.put(new Item("i" + item, "Title", null, List.of()));
        }
    }

    @Test
    void agreeWithABookAfterMixedWrites() throws Exception {
        Random random = new Random(17);
        List<Callable<Void>> operations = List.of(
                () -> rate(random),
                () -> rate(random),
                () -> rateInBulk(random),
                () -> unrate(random),
                () -> interact(random),
                () -> interact(random),
                () -> importInteractions(random),
                () -> forget(random));
        for (int n = 0; n < 300; n++) {
            operations.get(random.nextInt(operations.size())).call();
            if (n % 60 == 59) {
                requireAgreement();
            }
            if (n % 100 == 50) {
                eraseUser("u" + random.nextInt(USERS));
            }
        }
        eraseItem("i1");
        requireAgreement();
        assertThat(jdbc.sql("select count(*) from interactions where middle_days is not null")
                        .query(Long.class)
                        .single())
                .isPositive();
        deleteAll();
    }

    private void deleteAll() {
        jdbc.sql("delete from users").update();
        merger.merge();
        assertThat(jdbc.sql("select (select count(*) from item_events) + (select count(*) from item_events_before)")
                        .query(Long.class)
                        .single())
                .as("rows without events")
                .isZero();
    }

    @Test
    void loseNothingWhileManyWriteAndMerge() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                int seed = writer;
                work.add(threads.submit(() -> writeMuch(seed)));
            }
            for (int merging = 0; merging < 3; merging++) {
                work.add(threads.submit(() -> IntStream.range(0, 40).forEach(n -> merger.merge())));
            }
            for (Future<?> done : work) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        merger.merge();
        assertThat(stored(null, today)).isEqualTo(counted("true"));
        assertThat(jdbc.sql("select count(*) from counted_events")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    private void writeMuch(int seed) {
        Random random = new Random(seed);
        for (int n = 0; n < 40; n++) {
            List<NewRating> some = new ArrayList<>();
            List<NewInteraction> others = new ArrayList<>();
            for (int k = 0; k < 10; k++) {
                String user = "u" + random.nextInt(USERS);
                String item = "i" + random.nextInt(ITEMS);
                some.add(new NewRating(user, item, 1 + k % 5, time(random)));
                others.add(new NewInteraction(user, item, "view", time(random), null, null));
            }
            ratings.putAll(some);
            interactions.putAll(others, false);
        }
    }

    /** As after the migration of a service that has ratings; merging meanwhile must not count anything twice. */
    @Test
    void countWhatWasStoredBefore() throws Exception {
        Random random = new Random(3);
        for (int n = 0; n < 20; n++) {
            rate(random);
            interact(random);
        }
        jdbc.sql("delete from item_event_changes").update();
        jdbc.sql("update item_event_revision set complete = false").update();
        rate(random);
        assertThat(merge.mergeNext()).isFalse();

        requireAgreement();
    }

    @Test
    void followTheSignalOfATypeAndItsDeletion() {
        types.put(new InteractionType("wishlist", Signal.POSITIVE, CountsAs.rating(4), null, InteractionType.NEVER));
        interactions.putAll(List.of(new NewInteraction("ann", "i0", "wishlist", now, null, null)), false);
        merger.merge();
        assertThat(stored(today, today)).isEqualTo(Map.of("i0", 1L));
        String revision = counts.revision();

        types.put(new InteractionType("wishlist", Signal.NEGATIVE, CountsAs.rating(1), null, InteractionType.NEVER));
        assertThat(stored(today, today)).isEmpty();
        assertThat(counts.revision()).isNotEqualTo(revision);
        types.put(new InteractionType("wishlist", Signal.POSITIVE, CountsAs.rating(4), null, InteractionType.NEVER));
        assertThat(stored(today, today)).isEqualTo(Map.of("i0", 1L));

        types.delete("wishlist", true);
        merger.merge();
        assertThat(stored(null, today)).isEmpty();
    }

    @Test
    void haveTheDaysOfUtcAsBorders() {
        Instant start = today.minusDays(6).atStartOfDay(ZoneOffset.UTC).toInstant();
        ratings.put(new NewRating("ann", "i0", 5, start));
        ratings.put(new NewRating("ann", "i1", 5, start.minusMillis(1)));
        merger.merge();

        assertThat(stored(today.minusDays(6), today)).isEqualTo(Map.of("i0", 1L));
        assertThat(stored(today.minusDays(7), today)).isEqualTo(Map.of("i0", 1L, "i1", 1L));
        assertThat(stored(today.minusDays(7), today.minusDays(7))).isEqualTo(Map.of("i1", 1L));
    }

    @Test
    void moveDaysThatAreTooOldTogether() {
        ratings.put(new NewRating("ann", "i0", 5, now));
        merger.merge();
        jdbc.sql("update item_events set week = week - 7 * 60").update();
        assertThat(merge.isDue()).isTrue();

        merger.merge();

        assertThat(jdbc.sql("select count(*) from item_events")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(stored(null, today)).isEqualTo(Map.of("i0", 1L));
        assertThat(merge.isDue()).isFalse();
        // The next test begins with counts that are right.
        jdbc.sql("update item_event_revision set complete = false").update();
    }

    @Test
    void giveTheSeriesOfEachItem() {
        for (int day = 0; day < 10; day++) {
            ratings.put(new NewRating("u" + day, "i0", 5, now.minus(Duration.ofDays(day))));
        }
        ratings.put(new NewRating("ann", "i1", 5, now.minus(Duration.ofDays(3))));
        merger.merge();
        Map<String, List<Integer>> series = new TreeMap<>();

        counts.readSeries(today.minusDays(4), today, days -> {
            assertThat(days.totals()).containsExactly(1, 2, 1, 1, 1);
            days.forEach((item, events) ->
                    series.put(item, IntStream.of(events).boxed().toList()));
        });

        assertThat(series).isEqualTo(Map.of("i0", List.of(1, 1, 1, 1, 1), "i1", List.of(0, 1, 0, 0, 0)));
    }

    private Void rate(Random random) {
        Pair pair = pair(random);
        Instant time = time(random);
        ratings.put(new NewRating(pair.user(), pair.item(), 1 + random.nextInt(5), time));
        ratedOn.put(pair, day(time));
        return null;
    }

    private Void rateInBulk(Random random) throws Exception {
        Map<Pair, Instant> added = new HashMap<>();
        try (MergePipeline pipeline = bulkRatings.open(new BulkOptions(false, Instant.EPOCH, now, 1000))) {
            RowBatch batch = pipeline.next();
            for (int n = 0; n < 20; n++) {
                Pair pair = new Pair("bulk" + random.nextInt(USERS), "i" + (2 + random.nextInt(ITEMS - 2)));
                Instant time = now.plus(Duration.ofMillis(++imports)).minus(Duration.ofDays(random.nextInt(3)));
                if (added.merge(pair, time, (a, b) -> a.isAfter(b) ? a : b).equals(time)) {
                    batch.add(pair.user(), pair.item(), 0, 1 + n % 5, EventSpan.at(time.toEpochMilli() * 1000));
                }
            }
            pipeline.submit((connection, merged) -> {});
            pipeline.finish();
        }
        added.forEach((pair, time) -> ratedOn.merge(pair, day(time), (a, b) -> a.isAfter(b) ? a : b));
        return null;
    }

    private Void unrate(Random random) {
        List<Pair> pairs = List.copyOf(ratedOn.keySet());
        if (!pairs.isEmpty()) {
            Pair pair = pairs.get(random.nextInt(pairs.size()));
            ratings.delete(pair.user(), pair.item());
            ratedOn.remove(pair);
        }
        return null;
    }

    private Void interact(Random random) {
        List<NewInteraction> added = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            Pair pair = pair(random);
            String type = TYPES.get(random.nextInt(TYPES.size()));
            Instant time = time(random);
            added.add(new NewInteraction(pair.user(), pair.item(), type, time, null, null));
            events.add(new Event(pair.user(), pair.item(), type, day(time)));
        }
        interactions.putAll(added, false);
        return null;
    }

    /** Of users without interactions, whose rows all count, in two batches. */
    private Void importInteractions(Random random) throws Exception {
        int number = ++imports;
        try (MergePipeline pipeline =
                bulkInteractions.open(new BulkOptions(false, Instant.EPOCH, now, 1000), number, List.of())) {
            for (int part = 0; part < 2; part++) {
                RowBatch batch = pipeline.next();
                for (int n = 0; n < 12; n++) {
                    String user = "import" + number + "-" + random.nextInt(2);
                    String item = "i" + random.nextInt(2);
                    String type = TYPES.get(random.nextInt(2));
                    Instant time = time(random);
                    int row = bulkInteractions.typeRows().get(type);
                    batch.add(user, item, row, Float.NaN, EventSpan.at(time.toEpochMilli() * 1000));
                    if (exists(item)) {
                        events.add(new Event(user, item, type, day(time)));
                    }
                }
                pipeline.submit((connection, merged) -> {});
            }
            pipeline.finish();
        }
        return null;
    }

    private Void forget(Random random) {
        if (events.isEmpty()) {
            return null;
        }
        Event event = List.copyOf(events).get(random.nextInt(events.size()));
        if (random.nextInt(4) == 0) {
            userInteractions.deleteAll(event.user());
            events.removeIf(other -> other.user().equals(event.user()));
        } else {
            userInteractions.delete(event.user(), event.item(), event.type());
            events.removeIf(other -> other.user().equals(event.user())
                    && other.item().equals(event.item())
                    && other.type().equals(event.type()));
        }
        return null;
    }

    private void eraseUser(String user) {
        ratings.put(new NewRating(user, "i0", 5, now));
        ratings.eraseUser(user);
        ratedOn.keySet().removeIf(pair -> pair.user().equals(user));
        events.removeIf(event -> event.user().equals(user));
    }

    private void eraseItem(String item) {
        catalogue.delete(item);
        ratedOn.keySet().removeIf(pair -> pair.item().equals(item));
        events.removeIf(event -> event.item().equals(item));
    }

    private boolean exists(String item) {
        return catalogue.snapshot().find(item).isPresent();
    }

    private void requireAgreement() {
        merger.merge();
        for (int days : new int[] {1, 2, 6, 7, 8, 30, 366}) {
            assertThat(stored(today.minusDays(days - 1), today))
                    .as(days + " days")
                    .isEqualTo(book(today.minusDays(days - 1), today));
        }
        assertThat(stored(today.minusDays(20), today.minusDays(5)))
                .isEqualTo(book(today.minusDays(20), today.minusDays(5)));
        assertThat(stored(null, today)).as("all time").isEqualTo(book(LocalDate.MIN, today));
        assertThat(stored(null, today)).isEqualTo(counted("not t.negative or t.id is null"));
    }

    private Map<String, Long> book(LocalDate first, LocalDate last) {
        Map<String, Long> book = new TreeMap<>();
        ratedOn.forEach((pair, day) -> count(book, pair.item(), day, first, last));
        events.stream()
                .filter(event -> !event.type().equals("dislike"))
                .forEach(event -> count(book, event.item(), event.day(), first, last));
        return book;
    }

    private static void count(Map<String, Long> book, String item, LocalDate day, LocalDate first, LocalDate last) {
        if (!day.isBefore(first) && !day.isAfter(last)) {
            book.merge(item, 1L, Long::sum);
        }
    }

    /** By the view of all counted events, without the tables of counts. */
    private Map<String, Long> counted(String condition) {
        Map<String, Long> all = new TreeMap<>();
        jdbc.sql("select i.external_id, count(*) from counted_events c join items i on i.id = c.item_id"
                        + " left join interaction_types t on t.id = c.type_id where " + condition + " group by 1")
                .query(row -> {
                    all.put(row.getString(1), row.getLong(2));
                });
        return all;
    }

    private Map<String, Long> stored(LocalDate first, LocalDate last) {
        return counts.byItem(first, last).stream()
                .collect(Collectors.toMap(ItemEvents::itemId, ItemEvents::events, Long::sum, TreeMap::new));
    }

    private static Pair pair(Random random) {
        return new Pair(
                "u" + random.nextInt(USERS), "i" + (random.nextInt(10) == 0 ? 0 : 2 + random.nextInt(ITEMS - 2)));
    }

    /** Mostly in the last weeks, sometimes before the weeks that are kept. */
    private Instant time(Random random) {
        int days = random.nextInt(8) == 0 ? random.nextInt(900) : random.nextInt(20);
        return now.minus(Duration.ofDays(days)).minusSeconds(random.nextInt(80_000));
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
