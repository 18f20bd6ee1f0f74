/**
 * Imports files of ratings, interactions, items and users as background jobs: {@code ratingfile} reads them, {@code rating},
 * {@code interaction} and {@code catalogue} write them. Only this package writes the tables {@code imports} and {@code import_rejections}.
 *
 * <p>It must not know how a file is parsed or how ratings and interactions are stored.
 */
@NullMarked
package dev.palate.importing;

import org.jspecify.annotations.NullMarked;
