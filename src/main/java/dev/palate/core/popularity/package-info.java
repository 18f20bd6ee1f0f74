/** The baseline that knows no one: every user gets the items that most users like. */
@NullMarked
package dev.palate.core.popularity;

import org.jspecify.annotations.NullMarked;
