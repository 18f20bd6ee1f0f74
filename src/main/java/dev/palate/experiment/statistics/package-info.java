/**
 * The statistics of experiments with users as the sample: intervals of lifts, the sample-ratio check and the planned number of users.
 * The package is plain Java; it knows nothing about Spring, events or how an experiment is stored.
 */
@NullMarked
package dev.palate.experiment.statistics;

import org.jspecify.annotations.NullMarked;
