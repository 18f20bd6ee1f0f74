/** What leaves this process as a trace, in the profile {@code tracing}. */
@NullMarked
package dev.palate.tracing;

import org.jspecify.annotations.NullMarked;
