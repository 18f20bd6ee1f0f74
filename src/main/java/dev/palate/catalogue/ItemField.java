package dev.palate.catalogue;

/** The fields of an item that not every source of items knows: where they are not given, existing items keep theirs. */
public enum ItemField {
    DESCRIPTION,
    /** Attributes are added to those of the item, or replace those of the same name. */
    ATTRIBUTES,
    /** Both times. */
    AVAILABILITY,
    HIDDEN
}
