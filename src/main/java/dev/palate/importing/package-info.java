/** Files of items and ratings, from MovieLens or of one's own, on their way into the database. */
@NullMarked
package dev.palate.importing;

import org.jspecify.annotations.NullMarked;
