/**
 * The plan of the memory of training jobs: what a job takes at its peak, estimated from the counts of its data before any of them are
 * loaded. It must not know how jobs are executed.
 */
@NullMarked
package dev.palate.training.memory;

import org.jspecify.annotations.NullMarked;
