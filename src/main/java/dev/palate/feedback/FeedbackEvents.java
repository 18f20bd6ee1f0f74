package dev.palate.feedback;

import dev.palate.feedback.RecommendationIds.Identified;
import dev.palate.rating.UserErased;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The events in PostgreSQL, with {@code JdbcClient} because inserts are bulk and partitioned and figures are aggregates. */
@Repository
public class FeedbackEvents {

    private static final String INSERT = """
            insert into recommendation_events
                (day, recommendation, item_id, type, value, user_id, model, version, arm, experiment, experiment_arm,
                    occurred_at)
            select ?::date, ?::uuid, item_id, type, value, ?, ?, ?, ?, ?::integer, ?::smallint, ?
            from unnest(?::integer[], ?::text[], ?::real[]) as event (item_id, type, value)
            order by item_id, type
            on conflict do nothing
            returning item_id, type""";
    /** Clicks and ratings of items that were not reported as shown are counted, but are not part of the rates. */
    private static final String FIGURES = """
            with pairs as (
                select model, version, arm, recommendation,
                    bool_or(type = 'shown') as shown, bool_or(type = 'clicked') as clicked, bool_or(type = 'rated') as rated
                from recommendation_events where day >= ?
                group by model, version, arm, recommendation, item_id),
            lists as (
                select model, version, arm,
                    count(*) filter (where shown) as shown,
                    count(*) filter (where clicked) as clicked,
                    count(*) filter (where rated) as rated,
                    count(*) filter (where shown and clicked) as shown_and_clicked,
                    bool_or(shown and (clicked or rated)) as hit
                from pairs group by model, version, arm, recommendation)
            select model, version, arm, sum(shown) as shown, sum(clicked) as clicked, sum(rated) as rated,
                sum(shown_and_clicked) as shown_and_clicked,
                count(*) filter (where shown > 0) as lists, count(*) filter (where hit) as hits
            from lists group by model, version, arm
            order by model, version desc nulls last, arm""";

    private final JdbcClient jdbc;
    private final FeedbackSettings settings;
    private final Clock clock;

    FeedbackEvents(JdbcClient jdbc, FeedbackSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    private record Inserted(@Nullable Integer itemRow, String type) {}

    /** Whether the user exists; if so, the user cannot be erased before the caller's transaction ends. */
    boolean lockUser(int row) {
        return jdbc.sql("select id from users where id = ? for key share")
                .param(row)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Inserts the events that are not recorded yet and returns them. */
    List<FeedbackEvent> insert(
            Identified identified,
            LocalDate day,
            List<FeedbackEvent> reported,
            Map<String, Integer> itemRows,
            Instant now) {
        Map<Inserted, FeedbackEvent> events = new HashMap<>();
        reported.forEach(event -> events.putIfAbsent(
                new Inserted(itemRows.get(event.itemId()), event.type().label()), event));
        IssuedList list = identified.list();
        ListSource source = list.source();
        return jdbc.sql(INSERT)
                .params(Arrays.asList(
                        day,
                        identified.key(),
                        list.userRow(),
                        source.model(),
                        source.version(),
                        source.arm() == null ? null : source.arm().label(),
                        source.experiment() == null ? null : source.experiment().id(),
                        source.experiment() == null ? null : source.experiment().arm(),
                        now.atOffset(ZoneOffset.UTC),
                        reported.stream()
                                .map(event -> itemRows.get(event.itemId()))
                                .toArray(Integer[]::new),
                        reported.stream().map(event -> event.type().label()).toArray(String[]::new),
                        reported.stream().map(FeedbackEvent::value).toArray(Float[]::new)))
                .query((row, n) -> Objects.requireNonNull(events.get(new Inserted(row.getInt(1), row.getString(2)))))
                .list();
    }

    /** The figures of the lists issued in the last {@code days} days, including today. */
    public OnlineFigures figuresOfLast(int days) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate first = today.minusDays(days - 1L);
        return new OnlineFigures(
                first,
                today,
                jdbc.sql(FIGURES).param(first).query(FeedbackEvents::figures).list());
    }

    /** The first day (UTC) whose lists have all their events stored. */
    public LocalDate oldestDay() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .minusDays(settings.retention().toDays());
    }

    @EventListener
    void erase(UserErased erased) {
        jdbc.sql("delete from recommendation_events where user_id = ?")
                .param(erased.userRow())
                .update();
    }

    private static OnlineFigures.Row figures(ResultSet row, int n) throws SQLException {
        return OnlineFigures.Row.of(
                new OnlineFigures.Source(
                        row.getString("model"), row.getObject("version", Integer.class), row.getString("arm")),
                new OnlineFigures.Counts(
                        row.getLong("shown"),
                        row.getLong("clicked"),
                        row.getLong("rated"),
                        row.getLong("shown_and_clicked"),
                        row.getLong("lists"),
                        row.getLong("hits")));
    }
}
