package dev.palate.core.engine.kernels;

/** Stochastic gradient descent with momentum in PyTorch's form: {@code m = momentum m + g; w -= learningRate m}. */
public record MomentumStep(float learningRate, float momentum) implements UpdateRule {

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
