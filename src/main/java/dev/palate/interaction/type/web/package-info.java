/**
 * Interaction types over HTTP.
 *
 * <p>It must not know how types are stored.
 */
@NullMarked
package dev.palate.interaction.type.web;

import org.jspecify.annotations.NullMarked;
