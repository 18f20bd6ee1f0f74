package dev.palate.core.engine.kernels;

import dev.palate.core.engine.kernels.UpdateRule.AdamStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Element-wise operations on ranges of heap arrays. There are two implementations: one with the JDK's Vector API, if its incubator
 * module is loaded, and one with plain loops.
 */
public interface Kernels {

    /** The fastest implementation on this JVM. */
    Kernels FASTEST = fastest();

    /**
     * Added to a moment and subtracted again, it leaves no number so small that the step has subnormal ones, with which processors
     * compute many times more slowly: the moments of a unit whose gradients stay 0 get there after some 800 steps. An error of
     * {@code 2^-83} is without effect next to epsilon.
     */
    float TINY = 0x1p-60f;

    /** The same for a gradient that is squared. */
    float SMALL = 0x1p-37f;

    /** {@code y += a x}. */
    void addScaled(float a, float[] x, int xOffset, float[] y, int yOffset, int length);

    /**
     * {@code y += sum of factor * row}, in the order of the list.
     *
     * @param x the matrix of the rows
     * @param length the number of values of each row
     */
    default void addRows(WeightedRows rows, float[] x, float[] y, int yOffset, int length) {
        for (int k = 0; k < rows.count(); k++) {
            addScaled(rows.factor(k), x, rows.offset(k), y, yOffset, length);
        }
    }

    /** The dot product of two ranges. */
    float dot(float[] x, int xOffset, float[] y, int yOffset, int length);

    /** The sum of the squares of a range. */
    double sumOfSquares(float[] x, int offset, int length);

    /** {@code x *= a}. */
    void scale(float a, float[] x, int offset, int length);

    /** In place {@code 1 / (1 + exp(-x))}. */
    void sigmoid(float[] x, int offset, int length);

    /** In place hyperbolic tangent. */
    void tanh(float[] x, int offset, int length);

    /** In place {@code max(0, x)}. */
    void relu(float[] x, int offset, int length);

    /**
     * Turns logits into {@code exp(x - max)} in place.
     *
     * @param maximumAndSum receives the maximum of the logits and the sum of the results
     */
    void expShifted(float[] x, int offset, int length, float[] maximumAndSum);

    /**
     * One step of Adam (Kingma and Ba 2015) in PyTorch's form: {@code w -= stepSize * m / (sqrt(v) * rootScale + epsilon)}
     * after {@code m = beta1 m + (1 - beta1) g} and {@code v = beta2 v + (1 - beta2) g^2}, both rounded to multiples of
     * {@code 2^-83}, and with {@code g} rounded to multiples of {@code 2^-60} in the square.
     */
    void adam(
            AdamStep step,
            float[] g,
            int gOffset,
            float[] w,
            int wOffset,
            float[] m,
            float[] v,
            int mvOffset,
            int length);

    /** Whether the JVM was started with the incubator module. */
    static boolean hasVectorApi() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    private static Kernels fastest() {
        Logger log = LoggerFactory.getLogger(Kernels.class);
        if (hasVectorApi()) {
            Kernels vector = new VectorKernels();
            log.info("The engine uses vector kernels with {} floats per vector", VectorKernels.lanes());
            return vector;
        }
        log.warn(
                "The engine uses plain kernels: start the JVM with --add-modules=jdk.incubator.vector for faster training");
        return new PlainKernels();
    }
}
