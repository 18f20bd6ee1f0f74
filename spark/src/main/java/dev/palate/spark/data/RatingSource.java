package dev.palate.spark.data;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public interface RatingSource extends AutoCloseable {
   Instant at();

   List<String> users();

   List<String> items();

   Dataset<Row> ratings();

   Histories histories();

   @Override
   void close();
}
