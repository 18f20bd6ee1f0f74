/** Ratings and items on their way out of the database. */
@NullMarked
package dev.palate.exporting;

import org.jspecify.annotations.NullMarked;
