/**
 * Summaries of what is stored and what happens, across all features: totals, the latest events, users with their counts, statistics
 * of users and items. It reads the tables of the features, but must not know how they are written.
 */
@NullMarked
package dev.palate.overview;

import org.jspecify.annotations.NullMarked;
