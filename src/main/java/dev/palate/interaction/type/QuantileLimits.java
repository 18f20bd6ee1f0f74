package dev.palate.interaction.type;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.springframework.beans.factory.annotation.Autowired;
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

    /** About a million rows. */
    private static final int SAMPLED_BLOCKS = 10_000;
    /** Fewer values of the type in a sample do not determine the deciles. */
    private static final int FEWEST_SAMPLED = 1_000;

    private static final int MOST_OF_RARE_TYPE = 100_000;

    private static final String SAMPLED_SHARE = """
            select least(100, 100.0 * ? * current_setting('block_size')::integer
                / greatest(pg_relation_size('interactions'), 1))""";
    private static final String LIMITS = """
            select array(
                select distinct l from unnest(q.lowest_and_deciles) l where l > q.lowest_and_deciles[1] order by l)
                as limits, q.lowest_and_deciles[1] as lowest, q.number
            from (
                select percentile_disc(array[0, .1, .2, .3, .4, .5, .6, .7, .8, .9]) within group (
                    order by coalesce(value, count)::double precision) as lowest_and_deciles, count(*) as number
                from (%s) i) q""";
    /** Of whole blocks, so that only these are read. */
    private static final String SAMPLE = LIMITS.formatted(
            "select value, count from interactions tablesample system (?) repeatable (1) where type_id = ?");

    private static final String RARE_TYPE =
            LIMITS.formatted("select value, count from interactions where type_id = ? limit ?");

    private final JdbcClient jdbc;
    private final int sampledBlocks;

    private record Limits(long interactions, List<Double> limits) {}

    @Autowired
    QuantileLimits(JdbcClient jdbc) {
        this(jdbc, SAMPLED_BLOCKS);
    }

    QuantileLimits(JdbcClient jdbc, int sampledBlocks) {
        this.jdbc = jdbc;
        this.sampledBlocks = sampledBlocks;
    }

    /**
     * At least one limit, in ascending order. Of a large table only a sample is read, or the first interactions of the type if the
     * sample has very few of them.
     */
    List<Double> of(short typeId) {
        double share =
                jdbc.sql(SAMPLED_SHARE).param(sampledBlocks).query(Double.class).single();
        Limits sampled = jdbc.sql(SAMPLE)
                .params(share, typeId)
                .query(QuantileLimits::limits)
                .single();
        return share < 100 && sampled.interactions < FEWEST_SAMPLED ? ofRareType(typeId).limits : sampled.limits;
    }

    private Limits ofRareType(short typeId) {
        return jdbc.sql(RARE_TYPE)
                .params(typeId, MOST_OF_RARE_TYPE)
                .query(QuantileLimits::limits)
                .single();
    }

    static List<Double> withoutInteractions() {
        return WITHOUT_INTERACTIONS;
    }

    private static Limits limits(ResultSet row, int number) throws SQLException {
        Double lowest = row.getObject(2, Double.class);
        if (lowest == null) {
            return new Limits(0, WITHOUT_INTERACTIONS);
        }
        Double[] limits = (Double[]) row.getArray(1).getArray();
        return new Limits(row.getLong(3), limits.length == 0 ? List.of(lowest) : Arrays.asList(limits));
    }
}
