/**
 * Batches of recommendations over HTTP, and their results as files with ranges.
 *
 * <p>It must not know how batches are computed or stored.
 */
@NullMarked
package dev.palate.batch.web;

import org.jspecify.annotations.NullMarked;
