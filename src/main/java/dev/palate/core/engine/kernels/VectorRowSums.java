package dev.palate.core.engine.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of weighted rows on the Vector API. Some columns at a time stay in registers while the rows are added, in the order of the
 * list, so the sums have the bits of {@link Kernels#addScaled} for each row.
 */
final class VectorRowSums {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private VectorRowSums() {}

    /** As {@link Kernels#addRows}. */
    static void add(WeightedRows rows, float[] x, float[] y, int yOffset, int length) {
        int i = 0;
        for (; i <= length - 8 * LANES; i += 8 * LANES) {
            addEight(rows, x, i, y, yOffset + i);
        }
        for (; i <= length - 2 * LANES; i += 2 * LANES) {
            addTwo(rows, x, i, y, yOffset + i);
        }
        for (; i <= length - LANES; i += LANES) {
            addOne(rows, x, i, y, yOffset + i);
        }
        for (; i < length; i++) {
            for (int k = 0; k < rows.count(); k++) {
                y[yOffset + i] = Math.fma(rows.factor(k), x[rows.offset(k) + i], y[yOffset + i]);
            }
        }
    }

    private static void addEight(WeightedRows rows, float[] x, int column, float[] y, int at) {
        FloatVector sum0 = FloatVector.fromArray(SPECIES, y, at);
        FloatVector sum1 = FloatVector.fromArray(SPECIES, y, at + LANES);
        FloatVector sum2 = FloatVector.fromArray(SPECIES, y, at + 2 * LANES);
        FloatVector sum3 = FloatVector.fromArray(SPECIES, y, at + 3 * LANES);
        FloatVector sum4 = FloatVector.fromArray(SPECIES, y, at + 4 * LANES);
        FloatVector sum5 = FloatVector.fromArray(SPECIES, y, at + 5 * LANES);
        FloatVector sum6 = FloatVector.fromArray(SPECIES, y, at + 6 * LANES);
        FloatVector sum7 = FloatVector.fromArray(SPECIES, y, at + 7 * LANES);
        for (int k = 0; k < rows.count(); k++) {
            FloatVector factor = FloatVector.broadcast(SPECIES, rows.factor(k));
            int from = rows.offset(k) + column;
            sum0 = FloatVector.fromArray(SPECIES, x, from).fma(factor, sum0);
            sum1 = FloatVector.fromArray(SPECIES, x, from + LANES).fma(factor, sum1);
            sum2 = FloatVector.fromArray(SPECIES, x, from + 2 * LANES).fma(factor, sum2);
            sum3 = FloatVector.fromArray(SPECIES, x, from + 3 * LANES).fma(factor, sum3);
            sum4 = FloatVector.fromArray(SPECIES, x, from + 4 * LANES).fma(factor, sum4);
            sum5 = FloatVector.fromArray(SPECIES, x, from + 5 * LANES).fma(factor, sum5);
            sum6 = FloatVector.fromArray(SPECIES, x, from + 6 * LANES).fma(factor, sum6);
            sum7 = FloatVector.fromArray(SPECIES, x, from + 7 * LANES).fma(factor, sum7);
        }
        sum0.intoArray(y, at);
        sum1.intoArray(y, at + LANES);
        sum2.intoArray(y, at + 2 * LANES);
        sum3.intoArray(y, at + 3 * LANES);
        sum4.intoArray(y, at + 4 * LANES);
        sum5.intoArray(y, at + 5 * LANES);
        sum6.intoArray(y, at + 6 * LANES);
        sum7.intoArray(y, at + 7 * LANES);
    }

    private static void addTwo(WeightedRows rows, float[] x, int column, float[] y, int at) {
        FloatVector sum0 = FloatVector.fromArray(SPECIES, y, at);
        FloatVector sum1 = FloatVector.fromArray(SPECIES, y, at + LANES);
        for (int k = 0; k < rows.count(); k++) {
            FloatVector factor = FloatVector.broadcast(SPECIES, rows.factor(k));
            int from = rows.offset(k) + column;
            sum0 = FloatVector.fromArray(SPECIES, x, from).fma(factor, sum0);
            sum1 = FloatVector.fromArray(SPECIES, x, from + LANES).fma(factor, sum1);
        }
        sum0.intoArray(y, at);
        sum1.intoArray(y, at + LANES);
    }

    private static void addOne(WeightedRows rows, float[] x, int column, float[] y, int at) {
        FloatVector sum = FloatVector.fromArray(SPECIES, y, at);
        for (int k = 0; k < rows.count(); k++) {
            sum = FloatVector.fromArray(SPECIES, x, rows.offset(k) + column)
                    .fma(FloatVector.broadcast(SPECIES, rows.factor(k)), sum);
        }
        sum.intoArray(y, at);
    }
}
