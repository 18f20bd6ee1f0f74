/**
 * Top-N recommendations: which model answers, who is folded in, which items are candidates, how the list is built and
 * what it says about itself.
 */
@NullMarked
package dev.palate.recommendation;

import org.jspecify.annotations.NullMarked;
