/**
 * The training policy: it decides when the service trains by itself, and submits the job. It must not know how jobs are executed or
 * how ratings are written.
 */
@NullMarked
package dev.palate.training.policy;

import org.jspecify.annotations.NullMarked;
