/**
 * The export of traces, in the profile {@code tracing}, without any id.
 *
 * <p>Must not know which features create spans.
 */
@NullMarked
package dev.palate.tracing;

import org.jspecify.annotations.NullMarked;
