package dev.palate.core.engine.kernels;

/** One step of an optimiser, with its scalars already computed. */
public sealed interface UpdateRule permits AdamStep, MomentumStep {

    /**
     * Updates {@code length} weights {@code w} with their gradient {@code g}.
     *
     * @param at the position of their first moments
     */
    void apply(Kernels kernels, float[] g, int gOffset, float[] w, int wOffset, Moments moments, int at, int length);
}
