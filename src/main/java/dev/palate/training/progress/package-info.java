/**
 * The progress of a training: recorded in memory while it runs, and its epochs in the database. It must not know about jobs and
 * attempts.
 */
@NullMarked
package dev.palate.training.progress;

import org.jspecify.annotations.NullMarked;
