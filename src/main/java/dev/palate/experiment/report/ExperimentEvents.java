package dev.palate.experiment.report;

import dev.palate.experiment.ExperimentMetric;
import dev.palate.experiment.OnlineExperiment;
import dev.palate.experiment.report.ArmEvents.Counts;
import dev.palate.experiment.statistics.RatioSample;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the events about the lists of an experiment; uses {@link JdbcClient} because figures are aggregates. */
@Repository
class ExperimentEvents {

    /**
     * An event of a type exists once for each list and item, so only the few clicks and ratings need a look at another event. A user
     * without a shown item took no part, whatever else the user's events say. PostgreSQL would compute {@code on_shown} twice without the
     * offset.
     */
    private static final String FIGURES = """
            with events as (
                select day, recommendation, experiment_arm as arm, user_id, type,
                    type <> 'shown' and exists (
                        select from recommendation_events s
                        where s.day = e.day and s.recommendation = e.recommendation and s.item_id = e.item_id
                            and s.type = 'shown') as on_shown
                from recommendation_events e
                where experiment = ? and day >= ? and user_id is not null
                offset 0),
            lists as (
                select day, max(arm) as arm, max(user_id) as user_id, count(*) filter (where type = 'shown') as shown,
                    count(*) filter (where type = 'clicked') as clicked, count(*) filter (where type = 'rated') as rated,
                    count(*) filter (where type = 'clicked' and on_shown) as shown_and_clicked, bool_or(on_shown) as hit
                from events group by day, recommendation),
            users as (
                select day, arm, user_id, count(*) filter (where shown > 0) as lists, sum(shown) as shown,
                    sum(clicked) as clicked, sum(rated) as rated, sum(shown_and_clicked) as shown_and_clicked,
                    count(*) filter (where hit) as hits, max(hit::integer) as hit_users
                from lists group by grouping sets ((arm, user_id), (day, arm, user_id))),
            samples as (
                select *, (%s)::float8 as n, (%s)::float8 as d from users where lists > 0)
            select day, arm, count(*) as users, sum(lists) as lists, sum(shown) as shown, sum(clicked) as clicked,
                sum(rated) as rated, sum(shown_and_clicked) as shown_and_clicked, sum(hits) as hits,
                sum(hit_users) as hit_users, count(*) filter (where n > 0) as contributors, sum(n) as n, sum(d) as d,
                sum(n * n) as nn, sum(d * d) as dd, sum(n * d) as nd
            from samples group by day, arm order by day nulls first, arm""";

    private final JdbcClient jdbc;

    ExperimentEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By day and arm, the totals first; arms without users are missing. */
    List<ArmEvents> of(OnlineExperiment experiment, LocalDate firstDay) {
        return jdbc.sql(sql(experiment.definition().metric()))
                .params(experiment.id(), firstDay)
                .query(ExperimentEvents::figures)
                .list();
    }

    private static String sql(ExperimentMetric metric) {
        return switch (metric) {
            case CLICKS_PER_LIST -> FIGURES.formatted("shown_and_clicked", "lists");
            case CLICK_THROUGH -> FIGURES.formatted("shown_and_clicked", "shown");
            case HIT_RATE -> FIGURES.formatted("hits", "lists");
            case USER_HIT_RATE -> FIGURES.formatted("hit_users", "1");
        };
    }

    private static ArmEvents figures(ResultSet row, int n) throws SQLException {
        return new ArmEvents(
                row.getObject("day", LocalDate.class),
                row.getInt("arm"),
                new Counts(
                        row.getLong("lists"),
                        row.getLong("shown"),
                        row.getLong("clicked"),
                        row.getLong("rated"),
                        row.getLong("shown_and_clicked"),
                        row.getLong("hits"),
                        row.getLong("hit_users")),
                new RatioSample(
                        row.getLong("users"),
                        row.getLong("contributors"),
                        row.getDouble("n"),
                        row.getDouble("d"),
                        row.getDouble("nn"),
                        row.getDouble("dd"),
                        row.getDouble("nd")));
    }
}
