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

    /** A user without a shown item took no part, whatever else the user's events say. */
    private static final String FIGURES = """
            with pairs as (
                select day, experiment_arm as arm, user_id, recommendation, bool_or(type = 'shown') as shown,
                    bool_or(type = 'clicked') as clicked, bool_or(type = 'rated') as rated
                from recommendation_events
                where experiment = ? and day >= ? and user_id is not null
                group by day, experiment_arm, user_id, recommendation, item_id),
            lists as (
                select day, arm, user_id, count(*) filter (where shown) as shown, count(*) filter (where clicked) as clicked,
                    count(*) filter (where rated) as rated, count(*) filter (where shown and clicked) as shown_and_clicked,
                    bool_or(shown and (clicked or rated)) as hit
                from pairs group by day, arm, user_id, recommendation),
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
