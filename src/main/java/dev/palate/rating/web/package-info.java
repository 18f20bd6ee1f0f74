/**
 * Ratings over HTTP.
 *
 * <p>It must not know how ratings are stored.
 */
@NullMarked
package dev.palate.rating.web;

import org.jspecify.annotations.NullMarked;
