package dev.palate.catalogue;

/** The effect of putting an item. */
public enum ItemChange {
    CREATED,
    CHANGED,
    UNCHANGED
}
