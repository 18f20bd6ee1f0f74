/** The ways in which files write times. It must not know which part of a file holds a time. */
@NullMarked
package dev.palate.ratingfile.time;

import org.jspecify.annotations.NullMarked;
