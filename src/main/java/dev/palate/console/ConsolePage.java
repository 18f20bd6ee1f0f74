package dev.palate.console;

/**
 * The page that loads the console.
 *
 * @param html the complete page
 * @param entityTag changes with every file of the console
 * @param contentPolicy the value of {@code Content-Security-Policy}
 */
public record ConsolePage(String html, String entityTag, String contentPolicy) {}
