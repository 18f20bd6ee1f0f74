/** The ways in which files write times. It must not know where a time stands in a file. */
@NullMarked
package dev.palate.ratingfile.time;

import org.jspecify.annotations.NullMarked;
