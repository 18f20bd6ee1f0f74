/**
 * Model versions, where they come from, and the log of which version of each algorithm is active.
 *
 * <p>Must not know how a version is served, or why it is activated.
 */
@NullMarked
package dev.palate.model.version;

import org.jspecify.annotations.NullMarked;
