package dev.palate.rating.history;

import com.github.benmanes.caffeine.cache.Interner;
import dev.palate.rating.RatingScale;
import dev.palate.rating.history.UserHistory.Revision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads complete histories and their revisions with {@link JdbcClient}: every recommendation list needs one of the two. */
@Repository
class HistoryReader {

    /** Preferences have a value, exclusions an end. */
    private static final String HISTORIES = """
            select external_id, user_id, revision, types_revision, item_id, value, preferred_at, type, half_life_seconds,
                excluded_until, negative
            from history_entries(?, ?, ?)""";

    private static final String REVISIONS = """
            select external_id, revision, (select revision from interaction_type_revision)
            from users where external_id = any (?)""";

    /** A decaying preference loses at most 0.35% of what it has above the bottom of the scale until it is read again. */
    private static final int STEPS_PER_HALF_LIFE = 200;

    /** The golden ratio as a share of 2^64: multiples of it are far from each other. */
    private static final long PHASE = 0x9E3779B97F4A7C15L;

    /** How the driver represents 'infinity'. */
    private static final OffsetDateTime ALWAYS = OffsetDateTime.MAX;

    private final JdbcClient jdbc;
    private final RatingScale scale;
    private final Clock clock;

    /** The histories of all users contain the same item ids. One instance of each id saves memory. */
    private final Interner<String> itemIds = Interner.newWeakInterner();

    HistoryReader(JdbcClient jdbc, RatingScale scale, Clock clock) {
        this.jdbc = jdbc;
        this.scale = scale;
        this.clock = clock;
    }

    /** The current history of each of {@code userIds} that exists, in no particular order. */
    List<UserHistory> histories(Collection<String> userIds) {
        return histories(userIds, itemIds::intern);
    }

    /**
     * As {@link #histories(Collection)}.
     *
     * @param interned receives each item id, and returns the instance of it to use
     */
    List<UserHistory> histories(Collection<String> userIds, UnaryOperator<String> interned) {
        Instant now = clock.instant();
        ResultSetExtractor<List<UserHistory>> extractor = rows -> histories(rows, now, interned);
        return jdbc.sql(HISTORIES)
                .params(now.atOffset(ZoneOffset.UTC), scale.minimum(), userIds.toArray(String[]::new))
                .query(extractor);
    }

    /** The revision of each of {@code userIds} that exists. */
    Map<String, Revision> revisions(Collection<String> userIds) {
        Map<String, Revision> revisions = new HashMap<>();
        jdbc.sql(REVISIONS).param(userIds.toArray(String[]::new)).query(row -> {
            revisions.put(row.getString(1), new Revision(row.getLong(2), row.getLong(3)));
        });
        return revisions;
    }

    private static List<UserHistory> histories(ResultSet rows, Instant now, UnaryOperator<String> interned)
            throws SQLException {
        List<UserHistory> users = new ArrayList<>();
        for (boolean more = rows.next(); more; ) {
            HistoryBuilder user = new HistoryBuilder(rows, now, interned);
            do {
                user.add(rows);
                more = rows.next();
            } while (more && rows.getInt(2) == user.userRow);
            users.add(user.build());
        }
        return users;
    }

    /** Collects the rows of one user: those of an item are adjacent, and the first one has the preference. */
    private static final class HistoryBuilder {

        private final Instant now;
        private final UnaryOperator<String> interned;
        private final String userId;
        private final int userRow;
        private final Revision revision;
        private final List<Preference> preferences = new ArrayList<>();
        private final List<String> excluded = new ArrayList<>(0);
        private Instant validUntil = Instant.MAX;

        /** Of the latest rows. */
        private String itemId = "";

        private @Nullable OffsetDateTime excludedUntil;
        private @Nullable String type;

        HistoryBuilder(ResultSet row, Instant now, UnaryOperator<String> interned) throws SQLException {
            this.now = now;
            this.interned = interned;
            this.userId = row.getString(1);
            this.userRow = row.getInt(2);
            this.revision = new Revision(row.getLong(3), row.getLong(4));
        }

        /** A user without preferences and exclusions has one row, whose item is null. */
        void add(ResultSet row) throws SQLException {
            String read = row.getString(5);
            if (read == null) {
                return;
            }
            if (!read.equals(itemId)) {
                endItem();
                itemId = interned.apply(read);
                addPreference(row);
            }
            OffsetDateTime until = row.getObject(10, OffsetDateTime.class);
            if (until != null && (excludedUntil == null || until.isAfter(excludedUntil))) {
                excludedUntil = until;
            }
        }

        private void addPreference(ResultSet row) throws SQLException {
            float value = row.getFloat(6);
            if (!row.wasNull()) {
                Instant at = row.getObject(7, OffsetDateTime.class).toInstant();
                preferences.add(new Preference(itemId, value, at, type(row), row.getBoolean(11)));
                expectDecay(row.getObject(9, Double.class));
            }
        }

        /** One instance for adjacent preferences of one type. */
        private @Nullable String type(ResultSet row) throws SQLException {
            String read = row.getString(8);
            if (read == null || !read.equals(type)) {
                type = read;
            }
            return type;
        }

        private void endItem() {
            if (excludedUntil != null) {
                excluded.add(itemId);
                if (!excludedUntil.equals(ALWAYS)) {
                    expectChange(excludedUntil.toInstant());
                }
                excludedUntil = null;
            }
        }

        /** Steps end at the same moments in all processes, so that these have one version, and for each user at others. */
        private void expectDecay(@Nullable Double halfLifeSeconds) {
            if (halfLifeSeconds != null) {
                long step = Math.max(1, (long) (halfLifeSeconds * 1000 / STEPS_PER_HALF_LIFE));
                long phase = Math.floorMod(userRow * PHASE, step);
                expectChange(now.plusMillis(step - Math.floorMod(now.toEpochMilli() - phase, step)));
            }
        }

        private void expectChange(Instant at) {
            validUntil = at.isBefore(validUntil) ? at : validUntil;
        }

        UserHistory build() {
            endItem();
            long until = validUntil.equals(Instant.MAX) ? 0 : validUntil.toEpochMilli();
            return new UserHistory(
                    userId, userRow, new UserHistory.Version(revision, until), preferences, excluded, validUntil);
        }
    }
}
