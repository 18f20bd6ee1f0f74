/**
 * The lists of popular, trending and latest items over HTTP.
 *
 * <p>It must not know how items are ranked.
 */
@NullMarked
package dev.palate.listing.web;

import org.jspecify.annotations.NullMarked;
