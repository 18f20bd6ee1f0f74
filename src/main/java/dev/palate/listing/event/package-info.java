/**
 * How many events each item had on each day: triggers record what writers change, and one process at a time adds it up. Only this package
 * and those triggers write the tables of counts.
 *
 * <p>It must not know what the counts are used for.
 */
@NullMarked
package dev.palate.listing.event;

import org.jspecify.annotations.NullMarked;
