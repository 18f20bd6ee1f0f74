package dev.palate.spark.data;

import java.util.BitSet;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The histories of all users, those without ratings included, and the items that lists can contain.
 *
 * @param users ids; the number of a user is its place
 * @param items ids; the number of an item is its place
 * @param shown the items that are neither hidden nor out of their time
 * @param popularity {@code [items]}: by how many users an item is liked or rated
 * @param rows columns {@code (user, item, value, time, kind)}
 */
public record Histories(List<String> users, List<String> items, BitSet shown, float[] popularity, Dataset<Row> rows) {

    /** A rating. */
    public static final int RATING = 0;

    /** The preference that interactions of a positive type represent. */
    public static final int POSITIVE = 1;

    /** The same of a negative type. */
    public static final int NEGATIVE = 2;

    /** The item is in no list of the user; the row says nothing else. */
    public static final int EXCLUSION = 3;
}
