/**
 * The definition of trending: counts of events compared with those that an item's own past predicts.
 *
 * <p>It must not know where counts come from, nor Spring.
 */
@NullMarked
package dev.palate.listing.trend;

import org.jspecify.annotations.NullMarked;
