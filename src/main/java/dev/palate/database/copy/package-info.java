/**
 * Reads the results of PostgreSQL's {@code COPY TO STDOUT}, and closes the connection of a reader that gives up. It must not know what is
 * copied, nor where it goes.
 */
@NullMarked
package dev.palate.database.copy;

import org.jspecify.annotations.NullMarked;
