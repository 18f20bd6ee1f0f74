/**
 * The replicas of the service, that is, the processes that use the same database, and whether this one is alone.
 *
 * <p>It must not know what the replicas read and write.
 */
@NullMarked
package dev.palate.database.replica;

import org.jspecify.annotations.NullMarked;
