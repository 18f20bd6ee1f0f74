package dev.palate.spark.scoring;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
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

    /**
     * Writes a new folder. It appears when it is complete: until then, a folder of this attempt has the lists, because the last tasks of a
     * failed attempt may write after this method has deleted its folder.
     *
     * @param users the number of lists
     * @throws IllegalArgumentException if the folder exists
     * @throws IllegalStateException if lists are missing, because executors write into folders of their own
     */
    void write(JavaRDD<UserList> lists, int users) throws IOException {
        SparkSession session = SparkSession.builder().getOrCreate();
        Path folder = new Path(path);
        FileSystem files = folder.getFileSystem(session.sparkContext().hadoopConfiguration());
        requireNew(files, folder);
        Path unfinished = new Path("%s.unfinished-%s".formatted(folder, UUID.randomUUID()));
        boolean complete = false;
        try {
            write(session, lists, users, unfinished.toString());
            requireNew(files, folder);
            complete = files.rename(unfinished, folder);
        } finally {
            if (!complete) {
                files.delete(unfinished, true);
            }
        }
        if (!complete) {
            throw new IOException("the folder %s could not be renamed to %s".formatted(unfinished, folder));
        }
    }

    /** {@link FileSystem#rename} would move into a folder that exists. */
    private static void requireNew(FileSystem files, Path folder) throws IOException {
        if (files.exists(folder)) {
            throw new IllegalArgumentException("the folder %s exists; expected a new one".formatted(folder));
        }
    }

    private void write(SparkSession session, JavaRDD<UserList> lists, int users, String unfinished) {
        session.createDataFrame(lists.map(ListFiles::row), LIST)
                .write()
                .mode("errorifexists")
                .format(format)
                .save(unfinished);
        long found = session.read().schema(LIST).format(format).load(unfinished).count();
        if (found != users) {
            throw new IllegalStateException(
                    "the folder %s has %d lists of %d; expected a folder of storage that all executors and the driver share"
                            .formatted(path, found, users));
        }
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
