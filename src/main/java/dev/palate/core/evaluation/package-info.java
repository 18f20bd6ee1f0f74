/** Experiments: split, train, measure beside the baselines, report. Every report names its protocol. */
@NullMarked
package dev.palate.core.evaluation;

import org.jspecify.annotations.NullMarked;
