package dev.palate.spark.data;

import java.util.BitSet;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

public record Histories(List<String> users, List<String> items, BitSet shown, float[] popularity, Dataset<Row> rows) {
   public static final int RATING = 0;
   public static final int POSITIVE = 1;
   public static final int NEGATIVE = 2;
   public static final int EXCLUSION = 3;
}
