package dev.palate.spark.data;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where ratings come from. Everything that one source returns shows the same moment. */
public interface RatingSource extends AutoCloseable {

    /** The moment at which preferences are valued: interactions decay with time. */
    Instant at();

    /** The ids of all users with a rating, in the service's order; the number of a user is its place. */
    List<String> users();

    /** The ids of all items, in the service's order; the number of an item is its place. */
    List<String> items();

    /**
     * What a training sees: the columns {@code user} and {@code item} (numbers), {@code value} (float) and {@code time} (microseconds). A pair
     * can have several rows, of which the latest counts.
     */
    Dataset<Row> ratings();

    /** What lists need. */
    Histories histories();

    /** Releases the moment: data sets of this source cannot be read afterwards. */
    @Override
    void close();
}
