package dev.palate.overview;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The sizes of large tables; uses {@link JdbcClient} because they are aggregates. Up to 200,000 rows are counted; a larger table is
 * estimated by its pages and the density that PostgreSQL found in its latest analysis, which takes no time.
 */
@Component
class TableCounts {

    private static final int MOST_COUNTED = 200_000;
    /** Of a table that was never analyzed. */
    private static final int BYTES_OF_A_ROW = 60;

    private final JdbcClient jdbc;

    TableCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The tables that are counted. */
    enum Table {
        USERS("users"),
        RATINGS("ratings"),
        INTERACTIONS("interactions");

        private final String sql;

        Table(String sql) {
            this.sql = sql;
        }
    }

    Total of(Table table) {
        long counted = jdbc.sql("select count(*) from (select from %s limit ?) counted".formatted(table.sql))
                .param(MOST_COUNTED + 1)
                .query(Long.class)
                .single();
        return counted <= MOST_COUNTED ? Total.exact(counted) : new Total(estimate(table, counted), false);
    }

    private long estimate(Table table, long least) {
        return jdbc.sql("""
                        select greatest(?, (pg_relation_size(oid) * case
                            when reltuples > 0 and relpages > 0
                                then reltuples / (relpages * current_setting('block_size')::double precision)
                            else 1.0 / ? end)::bigint)
                        from pg_class where oid = ?::regclass""")
                .params(least, BYTES_OF_A_ROW, table.sql)
                .query(Long.class)
                .single();
    }
}
