/**
 * Exports over HTTP.
 *
 * <p>It must not know how exports are read from the database.
 */
@NullMarked
package dev.palate.exporting.web;

import org.jspecify.annotations.NullMarked;
