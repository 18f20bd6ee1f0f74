package dev.palate.core.random;

import static dev.palate.core.random.NormalPair.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link NormalPair} for as many pairs at a time as a vector has numbers in double precision, with the same bits. */
final class VectorNormalPairs {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** Pairs at a time. */
    static final int LANES = SPECIES.length();

    private VectorNormalPairs() {}

    /**
     * Writes {@link #LANES} pairs. The parts are methods of their own, because the compiler gives up on larger ones.
     *
     * @param radii uniform numbers in (0, 1]; overwritten
     * @param turns uniform numbers in [0, 1); overwritten
     */
    static void write(double[] radii, double[] turns, float[] target, int at) {
        computeRadii(radii);
        long[] quarters = new long[LANES];
        for (int k = 0; k < LANES; k++) {
            quarters[k] = Double.doubleToRawLongBits(4 * turns[k] + ROUNDER);
        }
        rotate(radii, turns);
        for (int k = 0; k < LANES; k++) {
            NormalPair.turn(radii[k], turns[k], quarters[k], target, at + 2 * k, 2);
        }
    }

    /** Replaces uniform numbers by radii. */
    private static void computeRadii(double[] radii) {
        logarithm(DoubleVector.fromArray(SPECIES, radii, 0)).mul(-2).sqrt().intoArray(radii, 0);
    }

    /** Replaces radii and turns by the products of the radius and the cosine or sine, of the turn from the nearest quarter. */
    private static void rotate(double[] radii, double[] turns) {
        DoubleVector radius = DoubleVector.fromArray(SPECIES, radii, 0);
        DoubleVector turn = DoubleVector.fromArray(SPECIES, turns, 0);
        DoubleVector x =
                turn.sub(turn.mul(4).add(ROUNDER).sub(ROUNDER).mul(0.25)).mul(TWO_PI);
        DoubleVector z = x.mul(x);
        DoubleVector sine = x.mul(z).mul(polynomial(z, S1, S2, S3, S4, S5, S6)).add(x);
        DoubleVector rest = z.mul(0.5).sub(z.mul(z).mul(polynomial(z, C1, C2, C3, C4, C5, C6)));
        DoubleVector cosine = DoubleVector.broadcast(SPECIES, 1).sub(rest);
        radius.mul(cosine).intoArray(radii, 0);
        radius.mul(sine).intoArray(turns, 0);
    }

    private static DoubleVector polynomial(
            DoubleVector z, double c1, double c2, double c3, double c4, double c5, double c6) {
        return z.mul(c6)
                .add(c5)
                .mul(z)
                .add(c4)
                .mul(z)
                .add(c3)
                .mul(z)
                .add(c2)
                .mul(z)
                .add(c1);
    }

    private static DoubleVector logarithm(DoubleVector argument) {
        LongVector shifted = argument.reinterpretAsLongs().add(ONE - LEAST);
        DoubleVector exponent = shifted.lanewise(VectorOperators.LSHR, 52)
                .add(Double.doubleToRawLongBits(ROUNDER) - 1023)
                .reinterpretAsDoubles()
                .sub(ROUNDER);
        DoubleVector f = shifted.and(FRACTION).add(LEAST).reinterpretAsDoubles().sub(1);
        DoubleVector s = f.div(f.add(2));
        DoubleVector z = s.mul(s);
        DoubleVector w = z.mul(z);
        DoubleVector even = w.mul(L6).add(L4).mul(w).add(L2).mul(w);
        DoubleVector odd = w.mul(L7).add(L5).mul(w).add(L3).mul(w).add(L1).mul(z);
        DoubleVector half = f.mul(0.5).mul(f);
        DoubleVector low = s.mul(half.add(even.add(odd))).add(exponent.mul(LN2_LOW));
        return exponent.mul(LN2_HIGH).sub(half.sub(low).sub(f));
    }
}
