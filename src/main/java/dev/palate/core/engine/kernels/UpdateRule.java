package dev.palate.core.engine.kernels;

/** One step of an optimiser, with its scalars already computed. */
public sealed interface UpdateRule {

    /**
     * Updates {@code length} weights {@code w} with their gradient {@code g}.
     *
     * @param at the position of their first moments
     */
    void apply(Kernels kernels, float[] g, int gOffset, float[] w, int wOffset, Moments moments, int at, int length);

    /**
     * The scalars of one Adam step.
     *
     * @param stepSize learning rate over {@code 1 - beta1^t}
     * @param rootScale {@code 1 / sqrt(1 - beta2^t)}
     */
    record AdamStep(float beta1, float beta2, float epsilon, float stepSize, float rootScale) implements UpdateRule {

        private static final double BETA1 = 0.9;
        private static final double BETA2 = 0.999;
        private static final double EPSILON = 1e-8;

        /** @param count number of steps so far, including this one */
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

    /** Stochastic gradient descent with momentum in PyTorch's form: {@code m = momentum m + g; w -= learningRate m}. */
    record MomentumStep(float learningRate, float momentum) implements UpdateRule {

        private static final float MOMENTUM = 0.9f;

        public static MomentumStep of(double learningRate) {
            return new MomentumStep((float) learningRate, MOMENTUM);
        }

        @Override
        public void apply(
                Kernels kernels, float[] g, int gOffset, float[] w, int wOffset, Moments moments, int at, int length) {
            kernels.scale(momentum, moments.first(), at, length);
            kernels.addScaled(1, g, gOffset, moments.first(), at, length);
            kernels.addScaled(-learningRate, moments.first(), at, w, wOffset, length);
        }
    }
}
