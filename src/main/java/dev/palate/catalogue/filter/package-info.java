/**
 * Conditions that select items of the catalogue for a list, as immutable values.
 *
 * <p>It must not know what the list is, nor HTTP.
 */
@NullMarked
package dev.palate.catalogue.filter;

import org.jspecify.annotations.NullMarked;
