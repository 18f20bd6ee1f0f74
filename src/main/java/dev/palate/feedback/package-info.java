/**
 * What becomes of recommendations: ids that say where a list came from, events about its items, and the figures of both.
 */
@NullMarked
package dev.palate.feedback;

import org.jspecify.annotations.NullMarked;
