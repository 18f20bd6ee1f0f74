package dev.palate.interaction.type;

import java.sql.Array;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Computes the limits of quantile scales from the stored interactions with {@link JdbcClient}, because it is one aggregate over very
 * many rows. The limits are the deciles, without repetitions and without those that equal the lowest value: the lowest value
 * represents the lowest rating and the values of the last tenth the highest, also if most values are equal.
 */
@Repository
class QuantileLimits {

    /** Until interactions are stored: each doubling of the value is one step. */
    private static final List<Double> WITHOUT_INTERACTIONS = DoubleStream.iterate(
                    2, limit -> limit <= 512, limit -> 2 * limit)
            .boxed()
            .toList();

    private static final int SAMPLE = 1_000_000;

    private static final String SAMPLED_SHARE = """
            select least(100, 100.0 * ? / greatest(reltuples, 1)) from pg_class where oid = 'interactions'::regclass""";
    private static final String LIMITS = """
            select array(
                select distinct l from unnest(q.lowest_and_deciles) l where l > q.lowest_and_deciles[1] order by l)
                as limits, q.lowest_and_deciles[1] as lowest
            from (
                select percentile_disc(array[0, .1, .2, .3, .4, .5, .6, .7, .8, .9]) within group (
                    order by coalesce(value, count)::double precision) as lowest_and_deciles
                from interactions tablesample bernoulli (?) repeatable (1)
                where type_id = ?) q""";

    private final JdbcClient jdbc;

    QuantileLimits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** At least one limit, in ascending order; computed from a sample if very many interactions are stored. */
    List<Double> of(short typeId) {
        double share = jdbc.sql(SAMPLED_SHARE).param(SAMPLE).query(Double.class).single();
        return jdbc.sql(LIMITS)
                .params(share, typeId)
                .query((row, number) -> limits(row.getArray(1), row.getObject(2, Double.class)))
                .single();
    }

    static List<Double> withoutInteractions() {
        return WITHOUT_INTERACTIONS;
    }

    private static List<Double> limits(Array distinct, @Nullable Double lowest) throws java.sql.SQLException {
        if (lowest == null) {
            return WITHOUT_INTERACTIONS;
        }
        Double[] limits = (Double[]) distinct.getArray();
        return limits.length == 0 ? List.of(lowest) : Arrays.asList(limits);
    }
}
