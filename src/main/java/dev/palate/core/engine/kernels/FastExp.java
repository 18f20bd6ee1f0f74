package dev.palate.core.engine.kernels;

/**
 * {@code exp} in single precision by a polynomial, so that both kernels and every machine give the same bits: {@code exp(x)
 * = 2^n p(r)} with {@code n = round(x / ln 2)} and {@code r = x - n ln 2} in two parts (Cody and Waite 1980). The
 * polynomial is Cephes' {@code expf} (Moshier 1989): relative error below 2e-7 on [-87, 88]; arguments beyond are clamped.
 */
public final class FastExp {

    static final float MIN = -87.3f;
    static final float MAX = 88.3f;
    static final float LOG2E = 1.44269504088896341f;
    /** Adding 1.5 * 2^23 rounds to a whole number, which is then in the low bits. */
    static final float ROUNDER = 12582912f;

    static final float MINUS_LN2_HIGH = -0.693359375f;
    static final float MINUS_LN2_LOW = 2.12194440e-4f;
    static final float P0 = 1.9875691500e-4f;
    static final float P1 = 1.3981999507e-3f;
    static final float P2 = 8.3334519073e-3f;
    static final float P3 = 4.1665795894e-2f;
    static final float P4 = 1.6666665459e-1f;
    static final float P5 = 5.0000001201e-1f;

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
