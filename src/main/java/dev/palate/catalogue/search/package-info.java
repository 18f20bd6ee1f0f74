/**
 * The search of the catalogue: which items match, in which order, and how many there are of each category.
 *
 * <p>It must not know how items are stored, nor who searches them.
 */
@NullMarked
package dev.palate.catalogue.search;

import org.jspecify.annotations.NullMarked;
