package dev.palate.overview;

/**
 * How much is stored now.
 *
 * @param interactions rows of one user, item and type, whose repetitions are not counted
 */
public record Totals(Total users, Total items, Total ratings, Total interactions) {}
