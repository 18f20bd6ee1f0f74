/**
 * Users and their explicit ratings: the rules of a rating, writing, reading and erasing. Only this package and {@code
 * rating.bulk} write the tables {@code users} and {@code ratings}.
 *
 * <p>It must not know about files, imports, models or recommendations.
 */
@NullMarked
package dev.palate.rating;

import org.jspecify.annotations.NullMarked;
