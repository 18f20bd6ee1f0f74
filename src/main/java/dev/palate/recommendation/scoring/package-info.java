/**
 * Scores items for users: resolves the model or the popularity fallback, folds ratings in, scores in batches and explains
 * scores. The package knows nothing about HTTP, nor about caching and issuing lists.
 */
@NullMarked
package dev.palate.recommendation.scoring;

import org.jspecify.annotations.NullMarked;
