package dev.palate.training;

import java.util.UUID;

/**
 * One start of a job. A process that was taken for dead and comes back holds an old one, and can write nothing with it.
 *
 * @param number from 1, one more at each start
 */
record JobStart(UUID job, int number) {}
