package dev.palate.core.random;

/**
 * The functions of Box and Muller's method (1958) in double precision, with an error of a few units in the last place. They only
 * add, multiply and divide, without branches, so {@link VectorNormalPairs} computes the same bits for several pairs at a time.
 * The polynomials are those of fdlibm (Sun Microsystems 1993).
 */
final class NormalPair {

    static final double UNIT_53 = 0x1p-53;
    static final double TWO_PI = 2 * Math.PI;
    static final double LN2_HIGH = 0.6931471803691238;
    static final double LN2_LOW = 1.9082149292705877e-10;
    /** Added to a small number, it leaves the nearest whole number in the last bits. */
    static final double ROUNDER = 0x1.8p52;
    /** The bits of the least mantissa, {@code sqrt(1/2)}. */
    static final long LEAST = 0x3fe6a09e667f3bcdL;

    static final long ONE = 0x3ff0000000000000L;
    static final long FRACTION = 0xfffffffffffffL;

    static final double L1 = 0.6666666666666735;
    static final double L2 = 0.3999999999940942;
    static final double L3 = 0.2857142874366239;
    static final double L4 = 0.22222198432149784;
    static final double L5 = 0.1818357216161805;
    static final double L6 = 0.15313837699209373;
    static final double L7 = 0.14798198605116586;

    static final double S1 = -0.16666666666666632;
    static final double S2 = 0.00833333333332249;
    static final double S3 = -0.0001984126982985795;
    static final double S4 = 2.7557313707070068e-6;
    static final double S5 = -2.5050760253406863e-8;
    static final double S6 = 1.58969099521155e-10;

    static final double C1 = 0.0416666666666666;
    static final double C2 = -0.001388888888887411;
    static final double C3 = 2.480158728947673e-5;
    static final double C4 = -2.7557314351390663e-7;
    static final double C5 = 2.087572321298175e-9;
    static final double C6 = -1.1359647557788195e-11;

    private NormalPair() {}

    /** Writes the first {@code count} numbers, 1 or 2, of the pair from two times 64 random bits. */
    static void write(long radiusBits, long turnBits, float[] target, int at, int count) {
        double radius = Math.sqrt(-2 * logarithm(((radiusBits >>> 11) + 1) * UNIT_53));
        write(radius, (turnBits >>> 11) * UNIT_53, target, at, count);
    }

    /** The natural logarithm of a number in (0, 1] that is not subnormal. */
    static double logarithm(double x) {
        long shifted = Double.doubleToRawLongBits(x) + (ONE - LEAST);
        double exponent = (shifted >>> 52) - 1023;
        double f = Double.longBitsToDouble((shifted & FRACTION) + LEAST) - 1;
        double s = f / (2 + f);
        double z = s * s;
        double w = z * z;
        double even = w * (L2 + w * (L4 + w * L6));
        double odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
        double half = 0.5 * f * f;
        return exponent * LN2_HIGH - ((half - (s * (half + (even + odd)) + exponent * LN2_LOW)) - f);
    }

    /** Writes {@code radius * cos(2 pi turn)} and {@code radius * sin(2 pi turn)}, for a turn in [0, 1). */
    static void write(double radius, double turn, float[] target, int at, int count) {
        double shifted = 4 * turn + ROUNDER;
        long quarter = Double.doubleToRawLongBits(shifted);
        double x = TWO_PI * (turn - 0.25 * (shifted - ROUNDER));
        double z = x * x;
        double sine = x + x * z * (S1 + z * (S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)))));
        double cosine = 1 - (0.5 * z - z * z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6))))));
        turn(radius * cosine, radius * sine, quarter, target, at, count);
    }

    /**
     * Writes a pair that is turned by quarters, without branches, half of which would be mispredicted.
     *
     * @param quarter only its last two bits count
     */
    static void turn(double cosine, double sine, long quarter, float[] target, int at, int count) {
        long sineBits = Double.doubleToRawLongBits(sine);
        long cosineBits = Double.doubleToRawLongBits(cosine);
        long swapped = (sineBits ^ cosineBits) & -(quarter & 1);
        target[at] = (float) Double.longBitsToDouble(cosineBits ^ swapped ^ ((quarter + 1 & 2) << 62));
        if (count > 1) {
            target[at + 1] = (float) Double.longBitsToDouble(sineBits ^ swapped ^ ((quarter & 2) << 62));
        }
    }
}
