/** Where Palate's PostgreSQL comes from: an outside server, or one that Palate starts and stops itself. */
@NullMarked
package dev.palate.database;

import org.jspecify.annotations.NullMarked;
