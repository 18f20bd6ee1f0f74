package dev.palate.core.cuda;

import dev.palate.core.network.Parameters;

/**
 * How far two trainers that took the same steps are apart.
 *
 * @param objective the largest relative difference of a step's objective
 * @param parameters rms(difference) / rms(movement) of the tensor where it is largest
 * @param identical the share of parameters with equal bits
 */
public record Agreement(double objective, double parameters, double identical) {

    /**
     * The distance between {@code actual} and {@code expected}, both trained from {@code initial}.
     *
     * @param objectives the largest relative difference of the objectives
     */
    public static Agreement of(double objectives, Parameters initial, Parameters actual, Parameters expected) {
        double worst = 0;
        long same = 0;
        long count = 0;
        for (int l = 0; l < initial.depth(); l++) {
            float[][][] tensors = {
                {initial.weights(l), actual.weights(l), expected.weights(l)},
                {initial.bias(l), actual.bias(l), expected.bias(l)},
                {initial.gain(l), actual.gain(l), expected.gain(l)},
                {initial.shift(l), actual.shift(l), expected.shift(l)}
            };
            for (float[][] tensor : tensors) {
                worst = Math.max(worst, distance(tensor[0], tensor[1], tensor[2]));
                count += tensor[1].length;
                for (int i = 0; i < tensor[1].length; i++) {
                    same += tensor[1][i] == tensor[2][i] ? 1 : 0;
                }
            }
        }
        return new Agreement(objectives, worst, (double) same / count);
    }

    private static double distance(float[] initial, float[] actual, float[] expected) {
        double difference = 0;
        double movement = 0;
        for (int i = 0; i < initial.length; i++) {
            double d = (double) actual[i] - expected[i];
            double m = (double) expected[i] - initial[i];
            if (Double.isNaN(d)) {
                return Double.POSITIVE_INFINITY;
            }
            difference += d * d;
            movement += m * m;
        }
        return difference == 0 ? 0 : Math.sqrt(difference / movement);
    }
}
