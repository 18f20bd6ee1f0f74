package dev.palate.rating;

/**
 * Published inside the transaction that erases a user: a listener erases in it what else is kept about that user. Tables
 * that reference {@code users} with {@code on delete cascade} need none.
 */
public record UserErased(String userId) {}
