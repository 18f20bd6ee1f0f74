/**
 * Scenarios: named and versioned rules for lists, such as those of a home page.
 *
 * <p>It must not know how lists are computed.
 */
@NullMarked
package dev.palate.scenario;

import org.jspecify.annotations.NullMarked;
