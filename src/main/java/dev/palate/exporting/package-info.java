/**
 * Exports ratings, interactions, preferences, items and everything about one user as files.
 *
 * <p>It must not know how this data is written.
 */
@NullMarked
package dev.palate.exporting;

import org.jspecify.annotations.NullMarked;
