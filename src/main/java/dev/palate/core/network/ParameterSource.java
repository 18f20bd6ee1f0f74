package dev.palate.core.network;

import java.io.UncheckedIOException;

/**
 * A source of a network's parameters, in the layout of {@link Parameters}. Large tables can be read row by row, so that a caller
 * that stores them in another form never holds both forms in memory.
 *
 * <p>A source that reads from a file or a database throws {@link UncheckedIOException} if that fails.
 */
public interface ParameterSource {

    /** Receives one row. */
    @FunctionalInterface
    interface Rows {

        /**
         * Receives row {@code row}.
         *
         * @param values holds the row from {@code offset} on; the receiver must not keep it
         */
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
