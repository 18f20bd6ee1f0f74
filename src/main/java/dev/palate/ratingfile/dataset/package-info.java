/**
 * Whole rating files as matrices with a numbering of users and items, for evaluation. It must not know how a file is written.
 */
@NullMarked
package dev.palate.ratingfile.dataset;

import org.jspecify.annotations.NullMarked;
