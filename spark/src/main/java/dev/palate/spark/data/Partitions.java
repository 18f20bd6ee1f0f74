package dev.palate.spark.data;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

public record Partitions(int users, int count) implements Serializable {
   public Partitions(int users, int count) {
      if (count >= 1 && users >= count) {
         this.users = users;
         this.count = count;
      } else {
         throw new IllegalArgumentException("%d users cannot be divided into %d partitions".formatted(users, count));
      }
   }

   public int first(int partition) {
      return (int)((long)partition * (long)this.users / (long)this.count);
   }

   public Dataset<Row> place(Dataset<Row> rows, String... order) {
      String partition = "cast(((cast(user as bigint) + 1) * %d - 1) div %d as int)".formatted(this.count, this.users);
      Dataset<Row> placed = rows.repartitionById(this.count, functions.expr(partition));
      return placed.sortWithinPartitions(Arrays.stream(order).map(name -> functions.col(name)).toArray(Column[]::new));
   }
}
