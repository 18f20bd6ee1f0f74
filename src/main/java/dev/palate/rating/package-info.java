/** Explicit ratings of items by users: writing, reading, erasing, and loading all of them for training. */
@NullMarked
package dev.palate.rating;

import org.jspecify.annotations.NullMarked;
