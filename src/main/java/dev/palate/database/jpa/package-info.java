/**
 * How Hibernate maps entities to rows.
 *
 * <p>It must not know which entities there are.
 */
@NullMarked
package dev.palate.database.jpa;

import org.jspecify.annotations.NullMarked;
