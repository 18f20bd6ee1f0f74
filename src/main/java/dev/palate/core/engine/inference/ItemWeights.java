package dev.palate.core.engine.inference;

/** The rows of a network's first layer, one for each item. */
interface ItemWeights {

    /** {@code sums += factor row}. */
    void addScaled(float factor, int item, float[] sums, int offset);
}
