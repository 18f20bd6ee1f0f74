package dev.palate.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.spark.Cluster;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PartitionsTest {

    @Test
    void placesEachUserInTheRangeThatStartsAtMostAtIt() {
        Partitions partitions = new Partitions(10, 4);
        assertThat(List.of(partitions.first(0), partitions.first(1), partitions.first(2), partitions.first(3)))
                .containsExactly(0, 2, 5, 7);
        Dataset<Row> rows = Cluster.SESSION.range(10).selectExpr("cast(9 - id as int) as user", "id as item");
        List<String> placed = partitions
                .place(rows.unionAll(rows.selectExpr("user", "item + 10")), "user", "item")
                .toJavaRDD()
                .map(row -> TaskContext.getPartitionId() + ": " + row.getInt(0) + " " + row.getLong(1))
                .collect();
        assertThat(placed)
                .containsExactly(
                        "0: 0 9", "0: 0 19", "0: 1 8", "0: 1 18", "1: 2 7", "1: 2 17", "1: 3 6", "1: 3 16", "1: 4 5",
                        "1: 4 15", "2: 5 4", "2: 5 14", "2: 6 3", "2: 6 13", "3: 7 2", "3: 7 12", "3: 8 1", "3: 8 11",
                        "3: 9 0", "3: 9 10");
    }

    /** The product of users and partitions is greater than an int. */
    @Test
    void dividesManyUsers() {
        Partitions partitions = new Partitions(2_000_000_000, 1000);
        assertThat(partitions.first(999)).isEqualTo(1_998_000_000);
        assertThat(partitions.first(1000)).isEqualTo(2_000_000_000);
    }

    @Test
    void refusesMorePartitionsThanUsers() {
        assertThatThrownBy(() -> new Partitions(3, 4)).hasMessage("3 users cannot be divided into 4 partitions");
        assertThatThrownBy(() -> new Partitions(3, 0)).hasMessage("3 users cannot be divided into 0 partitions");
    }
}
