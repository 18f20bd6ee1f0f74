/**
 * Selects the items of a list from their scores: candidate rules, order, diversity, calibration and page. The package knows
 * nothing about where scores come from, nor about users.
 */
@NullMarked
package dev.palate.recommendation.selection;

import org.jspecify.annotations.NullMarked;
