/**
 * Promotions: measures a new version, popularity and the versions in service on the same users, and decides whether the new version
 * is activated.
 *
 * <p>Must not know how versions are published or activated.
 */
@NullMarked
package dev.palate.model.promotion;

import org.jspecify.annotations.NullMarked;
