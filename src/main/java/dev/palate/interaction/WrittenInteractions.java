package dev.palate.interaction;

/**
 * The effect of writing interactions.
 *
 * @param written interactions that were new
 * @param repeated interactions with the id of an event that had been stored before
 */
public record WrittenInteractions(int written, int repeated) {}
