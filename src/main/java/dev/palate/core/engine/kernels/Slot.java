package dev.palate.core.engine.kernels;

/** The three numbers that a trainer keeps for every parameter: its value and the optimiser's two moments. */
public enum Slot {
    VALUE,
    FIRST_MOMENT,
    SECOND_MOMENT
}
