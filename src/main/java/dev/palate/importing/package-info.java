/**
 * Imports files of ratings and items as background jobs: {@code ratingfile} reads them, {@code rating} and {@code catalogue}
 * write them. Only this package writes the tables {@code imports} and {@code import_rejections}.
 *
 * <p>It must not know how a file is parsed or how ratings are stored.
 */
@NullMarked
package dev.palate.importing;

import org.jspecify.annotations.NullMarked;
