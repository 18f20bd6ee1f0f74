package dev.palate.core.model;

import dev.palate.core.matrix.RatingMatrix;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/** A model that reproduces its input, which the {@code reconstruction} protocol of the notebook measures. */
public interface Reconstructing extends LossMeasuring {

    /**
     * Passes {@code rows} through the network as the training objective does, all as one batch.
     *
     * @param rows {@code [users x items]}
     * @param seed of the latent noise, for models that sample
     */
    Reconstruction reconstruct(RatingMatrix rows, long seed);

    @Override
    default HeldOutLoss heldOutLoss(RatingMatrix rows, long seed) {
        Reconstruction result = reconstruct(rows, seed);
        return new HeldOutLoss(result.testLoss(), OptionalDouble.of(result.meanSquaredError()));
    }

    /** The sum of {@code (output - target of the rating)^2} over all entries, with 0 as the target of missing ones. */
    static double squaredError(RatingMatrix rows, float[] outputs, DoubleUnaryOperator target) {
        double error = 0;
        for (float output : outputs) {
            error += (double) output * output;
        }
        for (int r = 0; r < rows.rowCount(); r++) {
            for (int k = rows.rowStart(r); k < rows.rowStart(r + 1); k++) {
                double wanted = target.applyAsDouble(rows.value(k));
                error += wanted * (wanted - 2.0 * outputs[r * rows.columnCount() + rows.column(k)]);
            }
        }
        return error;
    }

    /**
     * The outputs and their errors.
     *
     * @param outputs {@code [users x items]}, row-major, before any sigmoid
     * @param testLoss the value of the objective, in the unit of the training loss
     * @param meanSquaredError over all entries of {@code rows}; each model defines how missing ones count
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of one result, never compared
    record Reconstruction(float[] outputs, double testLoss, double meanSquaredError) {}
}
