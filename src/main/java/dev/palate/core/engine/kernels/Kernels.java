package dev.palate.core.engine.kernels;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The element-wise work between matrix products, on stretches of heap arrays. Two implementations: with the JDK's Vector
 * API where its incubator module is loaded, and plain loops.
 */
public interface Kernels {

    /** The fastest that this JVM offers. */
    Kernels FASTEST = fastest();

    /** {@code y += a x}. */
    void addScaled(float a, float[] x, int xOffset, float[] y, int yOffset, int length);

    /** Dot product of two stretches. */
    float dot(float[] x, int xOffset, float[] y, int yOffset, int length);

    /** Sum of the squares of a stretch. */
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
     * @return {maximum, sum of the results}
     */
    void expShifted(float[] x, int offset, int length, float[] maximumAndSum);

    /**
     * One step of Adam (Kingma and Ba 2015) in PyTorch's form: {@code w -= stepSize * m / (sqrt(v) * rootScale + epsilon)}
     * after {@code m = beta1 m + (1 - beta1) g} and {@code v = beta2 v + (1 - beta2) g^2}.
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
            log.info("Vector kernels with {} floats a lane group", VectorKernels.lanes());
            return vector;
        }
        log.info("Plain kernels: start the JVM with --add-modules=jdk.incubator.vector for faster training");
        return new PlainKernels();
    }
}
