package dev.palate.core.engine.kernels;

import dev.palate.core.engine.kernels.UpdateRule.AdamStep;

/** {@link Kernels} as plain loops, for JVMs without the Vector API. Eight accumulators allow independent additions. */
final class PlainKernels implements Kernels {

    @Override
    public void addScaled(float a, float[] x, int xOffset, float[] y, int yOffset, int length) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = Math.fma(a, x[xOffset + i], y[yOffset + i]);
        }
    }

    @Override
    public float dot(float[] x, int xOffset, float[] y, int yOffset, int length) {
        float[] sums = new float[8];
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            for (int lane = 0; lane < 8; lane++) {
                sums[lane] = Math.fma(x[xOffset + i + lane], y[yOffset + i + lane], sums[lane]);
            }
        }
        float sum = ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
        for (; i < length; i++) {
            sum = Math.fma(x[xOffset + i], y[yOffset + i], sum);
        }
        return sum;
    }

    @Override
    public double sumOfSquares(float[] x, int offset, int length) {
        double sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += (double) x[i] * x[i];
        }
        return sum;
    }

    @Override
    public void scale(float a, float[] x, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            x[i] *= a;
        }
    }

    @Override
    public void sigmoid(float[] x, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            x[i] = 1 / (1 + FastExp.exp(-x[i]));
        }
    }

    @Override
    public void tanh(float[] x, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            x[i] = 1 - 2 / (1 + FastExp.exp(2 * x[i]));
        }
    }

    @Override
    public void relu(float[] x, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            x[i] = Math.max(0, x[i]);
        }
    }

    @Override
    public void expShifted(float[] x, int offset, int length, float[] maximumAndSum) {
        float maximum = Float.NEGATIVE_INFINITY;
        for (int i = offset; i < offset + length; i++) {
            maximum = Math.max(maximum, x[i]);
        }
        double sum = 0;
        for (int i = offset; i < offset + length; i++) {
            x[i] = FastExp.exp(x[i] - maximum);
            sum += x[i];
        }
        maximumAndSum[0] = maximum;
        maximumAndSum[1] = (float) sum;
    }

    @Override
    public void adam(
            AdamStep step,
            float[] g,
            int gOffset,
            float[] w,
            int wOffset,
            float[] m,
            float[] v,
            int mvOffset,
            int length) {
        float keep1 = step.beta1();
        float add1 = 1 - keep1;
        float keep2 = step.beta2();
        float add2 = 1 - keep2;
        for (int i = 0; i < length; i++) {
            float gradient = g[gOffset + i];
            float first = Math.fma(keep1, m[mvOffset + i], add1 * gradient);
            float squared = gradient + SMALL - SMALL;
            float second = Math.fma(keep2, v[mvOffset + i], add2 * squared * squared);
            first = first + TINY - TINY;
            second = second + TINY - TINY;
            m[mvOffset + i] = first;
            v[mvOffset + i] = second;
            float root = Math.fma((float) Math.sqrt(second), step.rootScale(), step.epsilon());
            w[wOffset + i] -= step.stepSize() * first / root;
        }
    }
}
