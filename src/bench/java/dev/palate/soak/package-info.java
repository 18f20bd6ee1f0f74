/** The service under a steady load for a long time. */
@NullMarked
package dev.palate.soak;

import org.jspecify.annotations.NullMarked;
