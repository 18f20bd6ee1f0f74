/**
 * Interactions over HTTP.
 *
 * <p>It must not know how interactions are stored.
 */
@NullMarked
package dev.palate.interaction.web;

import org.jspecify.annotations.NullMarked;
