/**
 * The contract between an algorithm and its callers: a training job, the command line or a test. It must not know any
 * particular algorithm.
 */
@NullMarked
package dev.palate.core.training;

import org.jspecify.annotations.NullMarked;
