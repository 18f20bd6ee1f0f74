/**
 * What a caller asks for: the model, the candidates, the page and the order of a recommendation list, as immutable values.
 * The package knows nothing about how a list is computed, nor about HTTP.
 */
@NullMarked
package dev.palate.recommendation.query;

import org.jspecify.annotations.NullMarked;
