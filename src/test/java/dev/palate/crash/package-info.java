/** What processes that are killed in the middle of their work leave, and what becomes of it. */
@NullMarked
package dev.palate.crash;

import org.jspecify.annotations.NullMarked;
