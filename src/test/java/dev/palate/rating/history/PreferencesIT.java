package dev.palate.rating.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.Item;
import dev.palate.exporting.ExportFormat;
import dev.palate.exporting.Exporter;
import dev.palate.rating.NewRating;
import dev.palate.rating.RatingScale;
import dev.palate.rating.RatingWriter;
import dev.palate.rating.training.TrainingSet;
import dev.palate.rating.training.TrainingSetLoader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/**
 * The preference of a user for an item, and whether the item is excluded, in SQL, in the history that lists are made from, in the
 * training set and in the export.
 */
@PalateIT
class PreferencesIT {

    private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");
    private static final float TOLERANCE = 1e-4f;

    @Autowired
    private Verifications verifications;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private RatingWriter writer;

    @Autowired
    private RatingScale scale;

    @Autowired
    private TrainingSetLoader loader;

    @Autowired
    private Exporter exporter;

    @BeforeEach
    void typesAndItems() {
        jdbc.sql("delete from users").update();
        jdbc.sql("delete from interaction_types").update();
        catalogue.put(new Item("1", "One", 1990, List.of()));
        catalogue.put(new Item("2", "Two", 1990, List.of()));
        jdbc.sql("""
                        insert into interaction_types (name, negative, counts_as, value_scale, counts_as_least, value_bounds,
                            half_life_seconds, exclusion_seconds) values
                            ('view', false, 3, null, null, null, null, 0),
                            ('like', false, 4.5, null, null, null, null, 'infinity'),
                            ('purchase', false, 5, null, null, null, 180 * 86400, 30 * 86400),
                            ('dislike', true, 0.5, null, null, null, null, 'infinity'),
                            ('hide', false, null, null, null, null, null, 'infinity'),
                            ('read', false, 5, 'linear', 1, '{0, 100}', null, 0),
                            ('play', false, 5, 'log', 3, '{1, 100}', null, 0),
                            ('listen', false, 5, 'quantile', 2, '{2, 5, 20}', null, 0)""").update();
    }

    /**
     * @param events {@code type age-in-days [value]}, separated by semicolons; the type {@code rating} is a rating
     * @param preference empty: there is none
     */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "view 5,                             3,        view,     false",
                "view 5; like 400,                   4.5,      like,     true",
                "rating 9 2; like 1,                 2,        -,        true",
                "purchase 0,                         5,        purchase, true",
                "purchase 29,                        4.52451,  purchase, true",
                "purchase 31,                        4.49371,  purchase, false",
                "purchase 180,                       2.75,     purchase, false",
                "purchase 360; view 1,               3,        view,     false",
                "purchase 100000,                    0.5,      purchase, false",
                "purchase -0.5,                      5,        purchase, true",
                "like 3; dislike 2,                  0.5,      dislike,  true",
                "like 2; dislike 3,                  4.5,      like,     true",
                "like 2; dislike 2,                  4.5,      like,     true",
                "like 9; view 1; dislike 3,          4.5,      like,     true",
                "hide 1,                             -,        -,        true",
                "hide 1; view 2,                     3,        view,     true",
                "dislike 3; hide 1,                  0.5,      dislike,  true",
                "read 1 25,                          2,        read,     false",
                "read 1 -7,                          1,        read,     false",
                "read 1 900,                         5,        read,     false",
                "play 1 10,                          4,        play,     false",
                "play 1 0,                           3,        play,     false",
                "play 1,                             3,        play,     false",
                "listen 1 1,                         2,        listen,   false",
                "listen 1 5,                         4,        listen,   false",
                "listen 1 20,                        5,        listen,   false",
            })
    void isDefinedOnce(String events, Float preference, String type, boolean excluded) throws IOException {
        jdbc.sql("insert into users (external_id) values ('ann')").update();
        for (String event : events.split("; ", -1)) {
            add(event.split(" ", -1));
        }
        boolean rated = events.contains("rating");

        assertThat(inSql()).hasSize(preference == null ? 0 : 1);
        UserHistory history = histories(NOW).of("ann");
        assertThat(history.preferences()).hasSize(preference == null ? 0 : 1);
        assertThat(rated || history.excluded().equals(List.of("1"))).isEqualTo(excluded);
        TrainingSet training = loader.load(NOW);
        assertThat(training.ratings().size()).isEqualTo(preference == null ? 0 : 1);
        List<String> exported = exported();
        assertThat(exported).hasSize(preference == null ? 0 : 1);
        if (preference != null) {
            String[] export = exported.get(0).split(",", -1);
            assertThat(export[0] + ' ' + export[1]).isEqualTo("ann 1");
            assertThat(Float.parseFloat(export[2])).isCloseTo(preference, within(TOLERANCE));
            assertThat(export[4]).isEqualTo(type == null ? "" : type);
            assertThat(inSql().get(0)).isCloseTo(preference, within(TOLERANCE));
            assertThat(history.preferences().get(0).value()).isCloseTo(preference, within(TOLERANCE));
            assertThat(history.preferences().get(0).type()).isEqualTo(type);
            assertThat(training.ratings().value(0)).isCloseTo(preference, within(TOLERANCE));
        }
    }

    private void add(String[] event) {
        Instant at = NOW.minusSeconds((long) (86_400 * Double.parseDouble(event[1])));
        Float value = event.length > 2 ? Float.valueOf(event[2]) : null;
        if (event[0].equals("rating")) {
            writer.put(new NewRating("ann", "1", Float.parseFloat(event[2]), at));
            return;
        }
        interact(event[0], "1", at, value);
    }

    private void interact(String type, String item, Instant at, Float value) {
        jdbc.sql("""
                        insert into interactions (user_id, item_id, type_id, first_at, last_at, value)
                        select u.id, i.id, t.id, :at, :at, :value from users u, items i, interaction_types t
                        where u.external_id = 'ann' and i.external_id = :item and t.name = :type""")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("value", value)
                .param("item", item)
                .param("type", type)
                .update();
        jdbc.sql("update users set revision = default").update();
    }

    private List<Float> inSql() {
        return jdbc.sql("select value from preferences(?, ?)")
                .params(NOW.atOffset(ZoneOffset.UTC), scale.minimum())
                .query(Float.class)
                .list();
    }

    /** The rows of the export, without its header. */
    private List<String> exported() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        exporter.preferences(ExportFormat.CSV, NOW, file);
        return file.toString(StandardCharsets.UTF_8).lines().skip(1).toList();
    }

    private UserHistories histories(Instant now) {
        return histories(Clock.fixed(now, ZoneOffset.UTC));
    }

    private UserHistories histories(Clock clock) {
        return new UserHistories(
                new HistoryReader(jdbc, scale, clock),
                new HistorySettings(DataSize.ofMegabytes(1), true),
                new HistoryMetrics(new SimpleMeterRegistry()),
                verifications,
                clock);
    }

    @Test
    void aHistoryThatIsLeftAloneDecaysAndItsExclusionsEnd() {
        jdbc.sql("insert into users (external_id) values ('ann')").update();
        interact("purchase", "1", NOW, null);
        List<Instant> now = new ArrayList<>(List.of(NOW));
        Clock clock = new AdjustableClock(now);
        UserHistories cached = histories(clock);

        UserHistory first = cached.of("ann");
        assertThat(cached.of("ann")).isSameAs(first);
        assertThat(first.excluded()).containsExactly("1");
        now.set(0, NOW.plus(Duration.ofDays(30)));
        UserHistory second = cached.of("ann");
        assertThat(second.excluded()).isEmpty();
        assertThat(second.version()).isNotEqualTo(first.version());
        now.set(0, NOW.plus(Duration.ofDays(181)));
        assertThat(cached.of("ann").preferences().get(0).value())
                .isCloseTo((float) (0.5 + 4.5 * Math.pow(0.5, 181 / 180.0)), within(TOLERANCE));
        assertThat(cached.ofAll(List.of("ann"))
                        .iterator()
                        .next()
                        .preferences()
                        .get(0)
                        .value())
                .isCloseTo((float) (0.5 + 4.5 * Math.pow(0.5, 181 / 180.0)), within(TOLERANCE));
    }

    @Test
    void processesThatReadAtDifferentTimesAgreeOnTheVersionOfADecayingHistory() {
        jdbc.sql("insert into users (external_id) values ('ann')").update();
        interact("purchase", "1", NOW, null);
        UserHistory first = histories(NOW).of("ann");
        // A step is a two hundredth of the half-life of 180 days.
        assertThat(first.validUntil()).isBetween(NOW, NOW.plus(Duration.ofMinutes(1296)));
        Instant last = first.validUntil().minusMillis(1);

        UserHistory other = histories(last).of("ann");
        assertThat(other.version()).isEqualTo(first.version());
        assertThat(other.preferences().get(0).value())
                .isCloseTo(first.preferences().get(0).value(), within(0.0035f * 4.5f));
        assertThat(histories(first.validUntil()).of("ann").version()).isNotEqualTo(first.version());
    }

    @Test
    void aHistoryFollowsTheTypes() {
        jdbc.sql("insert into users (external_id) values ('ann')").update();
        interact("view", "1", NOW, null);
        UserHistories cached = histories(NOW);
        assertThat(cached.of("ann").preferences()).extracting(Preference::value).containsExactly(3f);

        jdbc.sql("update interaction_types set counts_as = 3.5 where name = 'view'")
                .update();
        jdbc.sql("update interaction_type_revision set revision = revision + 1").update();

        assertThat(cached.of("ann").preferences()).extracting(Preference::value).containsExactly(3.5f);
    }

    private static final class AdjustableClock extends Clock {

        private final List<Instant> now;

        private AdjustableClock(List<Instant> now) {
            this.now = now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get(0);
        }
    }
}
