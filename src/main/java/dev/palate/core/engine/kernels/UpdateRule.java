package dev.palate.core.engine.kernels;

/** One step of an optimiser, its scalars already worked out. */
public sealed interface UpdateRule permits AdamStep, MomentumStep {

    /**
     * Changes {@code w} by the gradient {@code g}, both stretches of {@code length}.
     *
     * @param at where the stretch begins in the moments
     */
    void apply(Kernels kernels, float[] g, int gOffset, float[] w, int wOffset, Moments moments, int at, int length);
}
