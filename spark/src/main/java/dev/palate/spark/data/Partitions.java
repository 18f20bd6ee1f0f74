package dev.palate.spark.data;

import static org.apache.spark.sql.functions.expr;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Users divided into ranges of equal length, one for each partition. */
public record Partitions(int users, int count) implements Serializable {

    public Partitions {
        if (count < 1 || users < count) {
            throw new IllegalArgumentException("%d users cannot be divided into %d partitions".formatted(users, count));
        }
    }

    /** The first user of a partition; of {@code count}, the number of users. */
    public int first(int partition) {
        return (int) ((long) partition * users / count);
    }

    /** The rows in the partition of their {@code user}, ordered within it. */
    public Dataset<Row> place(Dataset<Row> rows, String... order) {
        // The greatest partition whose first user is not beyond this one.
        String partition = "cast(((cast(user as bigint) + 1) * %d - 1) div %d as int)".formatted(count, users);
        Dataset<Row> placed = rows.repartitionById(count, expr(partition));
        return placed.sortWithinPartitions(
                Arrays.stream(order).map(functions::col).toArray(Column[]::new));
    }
}
