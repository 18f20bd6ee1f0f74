package dev.palate.core.engine.kernels;

import dev.palate.core.engine.kernels.UpdateRule.AdamStep;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Kernels} on the Vector API. The species must be static final; otherwise every operation allocates. */
final class VectorKernels implements Kernels {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final PlainKernels PLAIN = new PlainKernels();

    static int lanes() {
        return LANES;
    }

    @Override
    public void addScaled(float a, float[] x, int xOffset, float[] y, int yOffset, int length) {
        FloatVector factor = FloatVector.broadcast(SPECIES, a);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xOffset + i)
                    .fma(factor, FloatVector.fromArray(SPECIES, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
        for (; i < length; i++) {
            y[yOffset + i] = Math.fma(a, x[xOffset + i], y[yOffset + i]);
        }
    }

    @Override
    public void addRows(WeightedRows rows, float[] x, float[] y, int yOffset, int length) {
        VectorRowSums.add(rows, x, y, yOffset, length);
    }

    @Override
    public float dot(float[] x, int xOffset, float[] y, int yOffset, int length) {
        FloatVector sum0 = FloatVector.zero(SPECIES);
        FloatVector sum1 = FloatVector.zero(SPECIES);
        FloatVector sum2 = FloatVector.zero(SPECIES);
        FloatVector sum3 = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= length - 4 * LANES; i += 4 * LANES) {
            sum0 = FloatVector.fromArray(SPECIES, x, xOffset + i)
                    .fma(FloatVector.fromArray(SPECIES, y, yOffset + i), sum0);
            sum1 = FloatVector.fromArray(SPECIES, x, xOffset + i + LANES)
                    .fma(FloatVector.fromArray(SPECIES, y, yOffset + i + LANES), sum1);
            sum2 = FloatVector.fromArray(SPECIES, x, xOffset + i + 2 * LANES)
                    .fma(FloatVector.fromArray(SPECIES, y, yOffset + i + 2 * LANES), sum2);
            sum3 = FloatVector.fromArray(SPECIES, x, xOffset + i + 3 * LANES)
                    .fma(FloatVector.fromArray(SPECIES, y, yOffset + i + 3 * LANES), sum3);
        }
        for (; i <= length - LANES; i += LANES) {
            sum0 = FloatVector.fromArray(SPECIES, x, xOffset + i)
                    .fma(FloatVector.fromArray(SPECIES, y, yOffset + i), sum0);
        }
        float sum = sum0.add(sum1).add(sum2.add(sum3)).reduceLanes(VectorOperators.ADD);
        for (; i < length; i++) {
            sum = Math.fma(x[xOffset + i], y[yOffset + i], sum);
        }
        return sum;
    }

    @Override
    public double sumOfSquares(float[] x, int offset, int length) {
        // Sums of 1024 in single precision, added in double precision: the error stays near that of one float.
        double sum = 0;
        for (int from = 0; from < length; from += 1024) {
            sum += dot(x, offset + from, x, offset + from, Math.min(1024, length - from));
        }
        return sum;
    }

    @Override
    public void scale(float a, float[] x, int offset, int length) {
        int i = offset;
        int end = offset + length;
        for (; i <= end - LANES; i += LANES) {
            FloatVector.fromArray(SPECIES, x, i).mul(a).intoArray(x, i);
        }
        PLAIN.scale(a, x, i, end - i);
    }

    private static FloatVector exp(FloatVector argument) {
        FloatVector x = argument.max(FastExp.MIN).min(FastExp.MAX);
        FloatVector rounder = FloatVector.broadcast(SPECIES, FastExp.ROUNDER);
        FloatVector shifted = x.fma(FloatVector.broadcast(SPECIES, FastExp.LOG2E), rounder);
        FloatVector n = shifted.sub(rounder);
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, FastExp.MINUS_LN2_HIGH), x);
        r = n.fma(FloatVector.broadcast(SPECIES, FastExp.MINUS_LN2_LOW), r);
        FloatVector p = FloatVector.broadcast(SPECIES, FastExp.P0).fma(r, FloatVector.broadcast(SPECIES, FastExp.P1));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FastExp.P2));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FastExp.P3));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FastExp.P4));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FastExp.P5));
        p = p.fma(r.mul(r), r.add(1));
        IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
    }

    @Override
    public void sigmoid(float[] x, int offset, int length) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        int i = offset;
        int end = offset + length;
        for (; i <= end - LANES; i += LANES) {
            one.div(exp(FloatVector.fromArray(SPECIES, x, i).neg()).add(one)).intoArray(x, i);
        }
        PLAIN.sigmoid(x, i, end - i);
    }

    @Override
    public void tanh(float[] x, int offset, int length) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        FloatVector two = FloatVector.broadcast(SPECIES, 2);
        int i = offset;
        int end = offset + length;
        for (; i <= end - LANES; i += LANES) {
            FloatVector e = exp(FloatVector.fromArray(SPECIES, x, i).mul(two));
            one.sub(two.div(e.add(one))).intoArray(x, i);
        }
        PLAIN.tanh(x, i, end - i);
    }

    @Override
    public void relu(float[] x, int offset, int length) {
        int i = offset;
        int end = offset + length;
        for (; i <= end - LANES; i += LANES) {
            FloatVector.fromArray(SPECIES, x, i).max(0).intoArray(x, i);
        }
        PLAIN.relu(x, i, end - i);
    }

    @Override
    public void expShifted(float[] x, int offset, int length, float[] maximumAndSum) {
        int end = offset + length;
        float maximum = maximum(x, offset, end);
        FloatVector shift = FloatVector.broadcast(SPECIES, maximum);
        FloatVector sum0 = FloatVector.zero(SPECIES);
        FloatVector sum1 = FloatVector.zero(SPECIES);
        int i = offset;
        for (; i <= end - 2 * LANES; i += 2 * LANES) {
            FloatVector e0 = exp(FloatVector.fromArray(SPECIES, x, i).sub(shift));
            FloatVector e1 = exp(FloatVector.fromArray(SPECIES, x, i + LANES).sub(shift));
            e0.intoArray(x, i);
            e1.intoArray(x, i + LANES);
            sum0 = sum0.add(e0);
            sum1 = sum1.add(e1);
        }
        double sum = sum0.add(sum1).reduceLanes(VectorOperators.ADD);
        for (; i < end; i++) {
            x[i] = FastExp.exp(x[i] - maximum);
            sum += x[i];
        }
        maximumAndSum[0] = maximum;
        maximumAndSum[1] = (float) sum;
    }

    private static float maximum(float[] x, int offset, int end) {
        FloatVector greatest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        int i = offset;
        for (; i <= end - LANES; i += LANES) {
            greatest = greatest.max(FloatVector.fromArray(SPECIES, x, i));
        }
        float maximum = greatest.reduceLanes(VectorOperators.MAX);
        for (; i < end; i++) {
            maximum = Math.max(maximum, x[i]);
        }
        return maximum;
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
        FloatVector keep1 = FloatVector.broadcast(SPECIES, step.beta1());
        FloatVector add1 = FloatVector.broadcast(SPECIES, 1 - step.beta1());
        FloatVector keep2 = FloatVector.broadcast(SPECIES, step.beta2());
        FloatVector add2 = FloatVector.broadcast(SPECIES, 1 - step.beta2());
        FloatVector rootScale = FloatVector.broadcast(SPECIES, step.rootScale());
        FloatVector epsilon = FloatVector.broadcast(SPECIES, step.epsilon());
        FloatVector stepSize = FloatVector.broadcast(SPECIES, step.stepSize());
        FloatVector tiny = FloatVector.broadcast(SPECIES, TINY);
        FloatVector small = FloatVector.broadcast(SPECIES, SMALL);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, g, gOffset + i);
            FloatVector first = keep1.fma(FloatVector.fromArray(SPECIES, m, mvOffset + i), add1.mul(gradient));
            FloatVector squared = gradient.add(small).sub(small);
            FloatVector second = keep2.fma(
                    FloatVector.fromArray(SPECIES, v, mvOffset + i),
                    add2.mul(squared).mul(squared));
            first = first.add(tiny).sub(tiny);
            second = second.add(tiny).sub(tiny);
            first.intoArray(m, mvOffset + i);
            second.intoArray(v, mvOffset + i);
            FloatVector root = second.sqrt().fma(rootScale, epsilon);
            FloatVector.fromArray(SPECIES, w, wOffset + i)
                    .sub(stepSize.mul(first).div(root))
                    .intoArray(w, wOffset + i);
        }
        PLAIN.adam(step, g, gOffset + i, w, wOffset + i, m, v, mvOffset + i, length - i);
    }
}
