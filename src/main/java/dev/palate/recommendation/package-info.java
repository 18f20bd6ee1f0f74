/**
 * The use cases of recommendation: lists for users, for visitors and for items, and the comparison of models. The package
 * writes no table and knows nothing about HTTP.
 */
@NullMarked
package dev.palate.recommendation;

import org.jspecify.annotations.NullMarked;
