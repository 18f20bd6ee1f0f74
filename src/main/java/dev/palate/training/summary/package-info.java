/**
 * Training jobs as lists show them: progress, the newest epoch and a short curve, read without the other epochs. It must not know how
 * jobs are executed.
 */
@NullMarked
package dev.palate.training.summary;

import org.jspecify.annotations.NullMarked;
