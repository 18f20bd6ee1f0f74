package dev.palate.spark.ease;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.spark.data.UserRows;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * The weight of each user: a power of the sum of the user's row, with the mean 1 over all users.
 *
 * @param byUser null: all are 1
 */
record UserWeights(@Nullable Broadcast<float[]> byUser) implements Serializable {

    /** What each partition knows: the users and the powers of their sums. */
    private record Powers(int[] users, double[] values) implements Serializable {}

    /** @param users the greatest number of a user and 1 */
    static UserWeights of(JavaRDD<UserRows> rows, int users, int items, double exponent) {
        if (exponent == 0) {
            return new UserWeights(null);
        }
        List<Powers> powers = rows.map(part -> powers(part, items, exponent)).collect();
        double sum = 0;
        int count = 0;
        for (Powers part : powers) {
            for (double value : part.values) {
                sum += value;
                count++;
            }
        }
        float[] weights = new float[users];
        for (Powers part : powers) {
            for (int row = 0; row < part.users.length; row++) {
                weights[part.users[row]] = (float) (part.values[row] * count / sum);
            }
        }
        return new UserWeights(JavaSparkContext.fromSparkContext(rows.context()).broadcast(weights));
    }

    private static Powers powers(UserRows rows, int items, double exponent) {
        RatingMatrix matrix = rows.matrix(items);
        int[] users = new int[rows.size()];
        double[] values = new double[rows.size()];
        for (int row = 0; row < users.length; row++) {
            double total = 0;
            for (int at = matrix.rowStart(row); at < matrix.rowStart(row + 1); at++) {
                total += matrix.value(at);
            }
            users[row] = rows.user(row);
            values[row] = total == 0 ? 0 : Math.pow(total, -exponent);
        }
        return new Powers(users, values);
    }

    float[] of(UserRows rows) {
        float[] weights = new float[rows.size()];
        if (byUser == null) {
            Arrays.fill(weights, 1);
        } else {
            for (int row = 0; row < weights.length; row++) {
                weights[row] = byUser.value()[rows.user(row)];
            }
        }
        return weights;
    }
}
