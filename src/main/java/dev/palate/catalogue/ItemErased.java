package dev.palate.catalogue;

/**
 * Published in the transaction that erases an item, while its row still exists: a listener erases in it what it keeps about
 * the item.
 */
public record ItemErased(String itemId) {}
