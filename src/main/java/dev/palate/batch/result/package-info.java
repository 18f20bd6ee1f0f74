/**
 * The results of batches: lists as lines, lines as compressed chunks, and chunks in the database, without those of erased users.
 *
 * <p>It must not know about jobs, nor how a list is computed.
 */
@NullMarked
package dev.palate.batch.result;

import org.jspecify.annotations.NullMarked;
