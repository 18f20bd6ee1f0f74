package dev.palate.catalogue.search;

/**
 * A category of some items.
 *
 * @param items the number of these items that have it
 */
public record CategoryCount(String category, long items) {}
