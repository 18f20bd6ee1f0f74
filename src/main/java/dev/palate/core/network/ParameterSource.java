package dev.palate.core.network;

import java.io.UncheckedIOException;

/**
 * Where a network's parameters are taken from, in the layout of {@link Parameters}. Large tables can be taken row by row, so
 * that one that is kept in another form is never in memory as a whole besides.
 *
 * <p>A source that reads them from somewhere throws {@link UncheckedIOException} where it cannot.
 */
public interface ParameterSource {

    /** Takes one row. */
    @FunctionalInterface
    interface Rows {

        /** @param values holds the row from {@code offset} on; not to be kept */
        void accept(int row, float[] values, int offset);
    }

    /** All of a layer's weights; the caller may keep the array but not change it. */
    float[] weights(int layer);

    /** A layer's weights as rows of {@code length}, in order. */
    void weightRows(int layer, int length, Rows rows);

    float[] bias(int layer);

    float[] gain(int layer);

    float[] shift(int layer);
}
