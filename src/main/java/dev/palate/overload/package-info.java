/** How much the service takes on at once, and what becomes of the rest. */
@NullMarked
package dev.palate.overload;

import org.jspecify.annotations.NullMarked;
