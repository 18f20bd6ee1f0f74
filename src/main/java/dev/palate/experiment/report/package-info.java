/**
 * Reports about experiments: what users did with the lists of each arm, whether the arms differ, and what may be concluded. It must not
 * know how users are assigned to arms.
 */
@NullMarked
package dev.palate.experiment.report;

import org.jspecify.annotations.NullMarked;
