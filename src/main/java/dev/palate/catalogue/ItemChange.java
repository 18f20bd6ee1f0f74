package dev.palate.catalogue;

/** What putting an item did. */
public enum ItemChange {
    CREATED,
    CHANGED,
    UNCHANGED
}
