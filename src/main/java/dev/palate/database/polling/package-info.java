/**
 * Repeated reads, with which a process follows what other processes change.
 *
 * <p>It must not know what is read.
 */
@NullMarked
package dev.palate.database.polling;

import org.jspecify.annotations.NullMarked;
