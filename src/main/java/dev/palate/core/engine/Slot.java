package dev.palate.core.engine;

/** What is kept for every parameter. */
enum Slot {
    VALUE,
    FIRST_MOMENT,
    SECOND_MOMENT
}
