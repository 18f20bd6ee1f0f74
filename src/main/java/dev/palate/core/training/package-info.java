/** The contract between an algorithm and whoever trains it: a job, the command line or a test. */
@NullMarked
package dev.palate.core.training;

import org.jspecify.annotations.NullMarked;
