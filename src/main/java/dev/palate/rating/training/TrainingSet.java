package dev.palate.rating.training;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import java.time.Instant;

/**
 * All preferences at one moment, in the form in which models are trained on them.
 *
 * @param ratings {@code [users x items]}: every user with at least one preference, every item of the catalogue
 * @param users the ids of the rows, by length and then byte by byte
 * @param items the ids of the columns, in the same order
 * @param hasInteractions whether some of the preferences may come from interactions
 * @param cutoff the time of the snapshot, which contains everything that was acknowledged earlier
 * @param digest the SHA-256 of ids and ratings in hexadecimal: equal digests mean equal training data
 */
public record TrainingSet(
        RatingMatrix ratings, IdIndex users, IdIndex items, boolean hasInteractions, Instant cutoff, String digest) {}
