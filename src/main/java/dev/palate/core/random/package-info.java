/**
 * Counter-based random numbers: each can be computed without its predecessors, so threads and restarts do not change them.
 * It must not know what they are used for, apart from the names of the streams.
 */
@NullMarked
package dev.palate.core.random;

import org.jspecify.annotations.NullMarked;
