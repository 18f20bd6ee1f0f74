package dev.palate.core.engine.sampling;

/** Probabilities of draws without replacement (hypergeometric distribution). */
final class Draws {

    private Draws() {}

    /**
     * The probability that none of {@code drawn} elements of a population is one of its {@code marked} ones: with factorials,
     * {@code (population - marked)! (population - drawn)! / (population! (population - marked - drawn)!)}. The factorials are
     * approximated by {@code log x! = y log y - y + log(2 pi) / 2 - 1 / (24 y)} with {@code y = x + 1/2}. The result has an error below
     * 0.01, which vanishes with the number of elements that are neither drawn nor marked. Its cost does not depend on the numbers.
     */
    static double chanceOfNone(int population, int marked, int drawn) {
        if (marked == 0 || drawn == 0) {
            return 1;
        }
        if (marked > population - drawn) {
            return 0;
        }
        double all = population + 0.5;
        double unmarked = all - marked;
        double undrawn = all - drawn;
        double neither = all - marked - drawn;
        // Relative to the population, because the logarithms of its factorials would cancel out each other's digits.
        double logarithm = unmarked * StrictMath.log1p(-marked / all)
                + undrawn * StrictMath.log1p(-drawn / all)
                - neither * StrictMath.log1p(-((double) marked + drawn) / all);
        double remainder = 1 / unmarked + 1 / undrawn - 1 / neither - 1 / all;
        return StrictMath.exp(Math.min(0, logarithm - remainder / 24));
    }
}
