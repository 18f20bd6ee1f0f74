/**
 * Experiments: split, train, measure a model and the baselines, report. It must not know where ratings come from or where
 * reports go.
 */
@NullMarked
package dev.palate.core.evaluation;

import org.jspecify.annotations.NullMarked;
