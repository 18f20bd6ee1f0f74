package dev.palate.load;

/**
 * The users of a load: consecutive ids from {@code first} on.
 *
 * @param random whether each request picks a random user instead of the next one
 */
record Users(int first, int count, boolean random) {}
