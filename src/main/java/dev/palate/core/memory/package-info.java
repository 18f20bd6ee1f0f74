/**
 * Memory that trainings need, estimated before anything is loaded, and the memory that this process has left for it. It must not
 * know algorithms or the service.
 */
@NullMarked
package dev.palate.core.memory;

import org.jspecify.annotations.NullMarked;
