package dev.palate.core.ease;

/** Which weights an item-item model has. */
public enum EaseWeights {
    /** Those that the size of the catalogue and the memory of the process permit. */
    AUTO,
    /** For each item those of all others, from one matrix in memory. */
    DENSE,
    /** For each item those of its nearest items. */
    SPARSE
}
