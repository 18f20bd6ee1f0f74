package dev.palate.feedback.split;

import dev.palate.feedback.split.SplitResults.ArmDay;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the events about the lists of a traffic split; uses {@link JdbcClient} because results are aggregates. */
@Repository
public class SplitEvents {

    private static final int MOST_DAYS = 90;

    private static final String LISTS = """
            with pairs as (
                select day, arm, version, user_id, recommendation,
                    bool_or(type = 'shown') as shown, bool_or(type = 'clicked') as clicked, bool_or(type = 'rated') as rated
                from recommendation_events
                where day >= ? and occurred_at >= ? and model = ? and (arm = 'active' or arm = 'test' and version = ?)
                group by day, arm, version, user_id, recommendation, item_id),
            lists as (
                select day, arm, version, user_id, recommendation,
                    count(*) filter (where shown) as shown, count(*) filter (where clicked) as clicked,
                    count(*) filter (where rated) as rated, count(*) filter (where shown and clicked) as shown_and_clicked,
                    bool_or(shown and (clicked or rated)) as hit
                from pairs group by day, arm, version, user_id, recommendation)""";

    private static final String DAYS = LISTS + """

            select day, arm, count(distinct user_id) filter (where shown > 0), count(*) filter (where shown > 0),
                sum(shown), sum(clicked), sum(rated), sum(shown_and_clicked), count(*) filter (where hit)
            from lists group by day, arm order by day, arm""";

    private static final String ARMS = LISTS + """
            ,
            users as (
                select arm, user_id, max(version) as version, count(*) filter (where shown > 0) as answers,
                    count(*) filter (where hit) as hits, sum(shown) as shown, sum(clicked) as clicked, sum(rated) as rated,
                    sum(shown_and_clicked) as shown_and_clicked
                from lists group by arm, user_id)
            select arm, max(version) as version, count(*) filter (where answers > 0) as users, sum(answers) as answers,
                sum(shown) as shown, sum(clicked) as clicked, sum(rated) as rated,
                sum(shown_and_clicked) as shown_and_clicked, sum(hits) as hits,
                sum(answers * answers) as squares, sum(hits * hits) as hit_squares, sum(answers * hits) as products
            from users group by arm order by arm""";

    private final JdbcClient jdbc;
    private final Clock clock;

    SplitEvents(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The results since the start of the split, of at most the last 90 days. */
    public SplitResults resultsOf(SplitTest test) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate started = LocalDate.ofInstant(test.startedAt(), ZoneOffset.UTC);
        LocalDate oldest = today.minusDays(MOST_DAYS - 1L);
        LocalDate first = started.isBefore(oldest) ? oldest : started;
        List<ArmTotals> arms =
                query(ARMS, test, first).query((row, n) -> arm(row)).list();
        Map<String, ArmTotals> byArm = arms.stream().collect(Collectors.toMap(ArmTotals::arm, Function.identity()));
        return new SplitResults(
                test.algorithm(),
                test.share(),
                first,
                today,
                arms.stream().map(ArmTotals::result).toList(),
                ArmTotals.lift(byArm.get("active"), byArm.get("test")),
                ArmTotals.sampleRatio(byArm.get("active"), byArm.get("test"), test.share()),
                query(DAYS, test, first).query((row, n) -> day(row)).list());
    }

    private JdbcClient.StatementSpec query(String sql, SplitTest test, LocalDate first) {
        return jdbc.sql(sql).params(first, test.startedAt().atOffset(ZoneOffset.UTC), test.algorithm(), test.version());
    }

    private static ArmTotals arm(ResultSet row) throws SQLException {
        return new ArmTotals(
                row.getString("arm"),
                row.getObject("version", Integer.class),
                row.getLong("users"),
                row.getLong("answers"),
                row.getLong("shown"),
                row.getLong("clicked"),
                row.getLong("rated"),
                row.getLong("shown_and_clicked"),
                row.getLong("hits"),
                row.getDouble("squares"),
                row.getDouble("hit_squares"),
                row.getDouble("products"));
    }

    private static ArmDay day(ResultSet row) throws SQLException {
        return new ArmDay(
                row.getObject(1, LocalDate.class),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                ArmTotals.ratio(row.getLong(8), row.getLong(5)),
                ArmTotals.ratio(row.getLong(9), row.getLong(4)));
    }
}
