package dev.palate.rating;

/**
 * Published inside the transaction that erases a user: a listener erases in it what else is kept about that user. Tables
 * that reference {@code users} with {@code on delete cascade} need none.
 *
 * @param userRow the id of the row that the user had
 */
public record UserErased(String userId, int userRow) {}
