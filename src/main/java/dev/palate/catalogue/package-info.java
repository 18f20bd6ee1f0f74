/** The items: stored in PostgreSQL, read from an immutable snapshot in memory. */
@NullMarked
package dev.palate.catalogue;

import org.jspecify.annotations.NullMarked;
