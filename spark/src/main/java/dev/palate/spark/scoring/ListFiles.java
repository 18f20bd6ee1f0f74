package dev.palate.spark.scoring;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A folder of files with the list of each user, which has the fields of the service's batches.
 *
 * @param format as Spark names it: {@code parquet} or {@code json}
 */
public record ListFiles(String path, String format) {

    private static final StructType ITEM = new StructType()
            .add("itemId", DataTypes.StringType, false)
            .add("rank", DataTypes.IntegerType, false)
            .add("score", DataTypes.FloatType, false);

    private static final StructType LIST = new StructType()
            .add("userId", DataTypes.StringType, false)
            .add("fallback", DataTypes.StringType, true)
            .add("items", DataTypes.createArrayType(ITEM, false), false);

    void write(JavaRDD<UserList> lists) {
        SparkSession session = SparkSession.builder().getOrCreate();
        session.createDataFrame(lists.map(ListFiles::row), LIST)
                .write()
                .mode("overwrite")
                .format(format)
                .save(path);
    }

    private static Row row(UserList list) {
        // Spark takes arrays and lists of Scala, but no lists of Java.
        Row[] items = new Row[list.items().length];
        for (int rank = 0; rank < items.length; rank++) {
            items[rank] = RowFactory.create(list.items()[rank], rank + 1, list.scores()[rank]);
        }
        return RowFactory.create(list.userId(), list.fallback() ? "popularity" : null, items);
    }
}
