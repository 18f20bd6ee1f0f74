package dev.palate.core.engine.kernels;

/**
 * {@code exp} in single precision by a polynomial, so that both kernels compute the same bits on every machine: {@code exp(x) =
 * 2^n p(r)} with {@code n = round(x / ln 2)} and {@code r = x - n ln 2} in two parts (Cody and Waite 1980). The polynomial is
 * that of Cephes' {@code expf} (Moshier 1989): its relative error is below 2e-7 on [-87, 88]; arguments outside are clamped.
 */
public final class FastExp {

    static final float MIN = -87.3f;
    static final float MAX = 88.3f;
    static final float LOG2E = 1.442695f;
    /** Adding 1.5 * 2^23 rounds to a whole number, which the low bits then hold. */
    static final float ROUNDER = 12582912f;

    static final float MINUS_LN2_HIGH = -0.6933594f;
    static final float MINUS_LN2_LOW = 2.1219444e-4f;
    static final float P0 = 1.9875691e-4f;
    static final float P1 = 0.0013981999f;
    static final float P2 = 0.008333452f;
    static final float P3 = 0.041665796f;
    static final float P4 = 0.16666666f;
    static final float P5 = 0.5f;

    private FastExp() {}

    public static float exp(float argument) {
        float x = Math.min(Math.max(argument, MIN), MAX);
        float shifted = Math.fma(x, LOG2E, ROUNDER);
        float n = shifted - ROUNDER;
        float r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, MINUS_LN2_HIGH, x));
        float p = Math.fma(P0, r, P1);
        p = Math.fma(p, r, P2);
        p = Math.fma(p, r, P3);
        p = Math.fma(p, r, P4);
        p = Math.fma(p, r, P5);
        p = Math.fma(p, r * r, r + 1);
        return Float.intBitsToFloat(Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(shifted) << 23));
    }
}
