package dev.palate.importing;

/**
 * A row that was not imported.
 *
 * @param file the file within the import that contains it
 * @param line the number of its first line, from 1
 * @param text the row itself, at most its first 500 characters
 * @param reason why it was rejected
 */
public record Rejection(String file, long line, String text, String reason) {}
