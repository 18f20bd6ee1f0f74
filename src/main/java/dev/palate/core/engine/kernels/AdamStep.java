package dev.palate.core.engine.kernels;

/**
 * The scalars of one Adam step.
 *
 * @param stepSize learning rate over {@code 1 - beta1^t}
 * @param rootScale {@code 1 / sqrt(1 - beta2^t)}
 */
public record AdamStep(float beta1, float beta2, float epsilon, float stepSize, float rootScale) implements UpdateRule {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    /**
     * The step number {@code count}.
     *
     * @param count number of steps so far, including this one
     */
    public static AdamStep of(double learningRate, long count) {
        return new AdamStep(
                (float) BETA1,
                (float) BETA2,
                (float) EPSILON,
                (float) (learningRate / (1 - Math.pow(BETA1, (double) count))),
                (float) (1 / Math.sqrt(1 - Math.pow(BETA2, (double) count))));
    }

    @Override
    public void apply(
            Kernels kernels, float[] g, int gOffset, float[] w, int wOffset, Moments moments, int at, int length) {
        kernels.adam(this, g, gOffset, w, wOffset, moments.first(), moments.second(), at, length);
    }
}
