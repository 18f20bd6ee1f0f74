/** The baseline without personalisation: every user gets the items that most users like. It must not know other algorithms. */
@NullMarked
package dev.palate.core.popularity;

import org.jspecify.annotations.NullMarked;
