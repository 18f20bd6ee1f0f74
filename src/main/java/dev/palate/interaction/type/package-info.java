/**
 * Interaction types: what each kind of event says about a user's preference, and how long it excludes an item from lists. Only this
 * package writes the tables {@code interaction_types} and {@code interaction_type_revision}.
 *
 * <p>It must not know how interactions are stored or what preferences are used for.
 */
@NullMarked
package dev.palate.interaction.type;

import org.jspecify.annotations.NullMarked;
