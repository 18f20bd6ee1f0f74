/**
 * The quality of versions: their scores on held-out users, how far their lists differ between users, and the warnings that follow.
 *
 * <p>Must not know how versions are stored, loaded or activated.
 */
@NullMarked
package dev.palate.model.quality;

import org.jspecify.annotations.NullMarked;
