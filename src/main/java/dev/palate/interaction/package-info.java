/**
 * Interactions: events of users with items, such as views and purchases, next to or instead of ratings: writing, reading and erasing.
 * Only this package and {@code interaction.bulk} write the tables {@code interactions} and {@code interaction_event_ids}.
 *
 * <p>It must not know how interactions become preferences, nor about files, models or recommendations.
 */
@NullMarked
package dev.palate.interaction;

import org.jspecify.annotations.NullMarked;
