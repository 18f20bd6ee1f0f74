/** Palate, a recommendation service: the entry point of its process. It must not know how a feature works. */
@NullMarked
package dev.palate;

import org.jspecify.annotations.NullMarked;
