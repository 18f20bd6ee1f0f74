package dev.palate.load;

/**
 * Whom a load asks for: ids from {@code first} on.
 *
 * @param random any of them each time; otherwise one after the other
 */
record Users(int first, int count, boolean random) {}
