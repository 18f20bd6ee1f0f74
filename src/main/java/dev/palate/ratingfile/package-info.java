/**
 * Every format of rating, item and user files, for {@code palate evaluate} and for imports alike: MovieLens from 100K to latest,
 * CSV with any delimiter, and NDJSON, in a folder, zip, gzip or plain file. It must not know about PostgreSQL, Spring, jobs,
 * or the rules of a rating (its scale, plausible times and valid ids), which its callers apply.
 *
 * <p>{@link dev.palate.ratingfile.source.FileSet} opens what was sent, {@link dev.palate.ratingfile.SelectedFiles} finds the
 * ratings, items or users in it, {@link dev.palate.ratingfile.RatingFormat#detect} recognises how the ratings are written, and
 * {@link dev.palate.ratingfile.RatingReader} and {@link dev.palate.ratingfile.RecordReader} read them. Lines that cannot be read
 * are told to a consumer of {@link dev.palate.ratingfile.RejectedLine}. {@link dev.palate.ratingfile.Inspection} previews a
 * file, and {@link dev.palate.ratingfile.dataset.RatingDatasets} reads whole matrices.
 */
@NullMarked
package dev.palate.ratingfile;

import org.jspecify.annotations.NullMarked;
