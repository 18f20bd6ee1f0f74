package dev.palate.rating;

/**
 * Published in the transaction that erases a user: a listener erases in it what it keeps about the user. Tables that reference
 * {@code users} with {@code on delete cascade} need no listener.
 *
 * @param userRow the id of the erased row
 */
public record UserErased(String userId, int userRow) {}
