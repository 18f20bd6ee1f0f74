/**
 * The items over HTTP.
 *
 * <p>It must not know how items are stored.
 */
@NullMarked
package dev.palate.catalogue.web;

import org.jspecify.annotations.NullMarked;
