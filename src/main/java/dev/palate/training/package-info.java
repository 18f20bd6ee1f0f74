/**
 * Training jobs: an order is executed as an experiment and its model published as a version. It must not know about HTTP, nor how
 * jobs are queued, taken over or retried.
 */
@NullMarked
package dev.palate.training;

import org.jspecify.annotations.NullMarked;
