/**
 * Lists of items that are the same for all users: popular, trending and latest ones, ranked once and kept in memory.
 *
 * <p>It must not know about models or personal lists, nor how events are counted.
 */
@NullMarked
package dev.palate.listing;

import org.jspecify.annotations.NullMarked;
