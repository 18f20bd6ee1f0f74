package dev.palate.job;

import java.util.Locale;

/**
 * A kind of jobs. Each kind has its own queue, its own threads and its own idempotency keys.
 *
 * @param name stored with each job, such as {@code training}
 * @param noun for messages to clients, such as {@code training job}; with hyphens it is part of the problem types
 * @param queueTable the table in which db-scheduler keeps the queue. Each kind needs its own: a scheduler locks the due
 *     executions of its table before it looks at their task names, so a process that runs one kind only would hold the
 *     executions of the other kinds until it is considered dead, and would delete them after 14 days
 */
public record JobKind(String name, String noun, String queueTable) {

    String slug() {
        return noun.replace(' ', '-');
    }

    String capitalisedNoun() {
        return noun.substring(0, 1).toUpperCase(Locale.ROOT) + noun.substring(1);
    }
}
