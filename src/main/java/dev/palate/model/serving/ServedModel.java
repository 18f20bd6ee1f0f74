package dev.palate.model.serving;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;

/**
 * What scores for a version in this process. Immutable.
 *
 * @param scorer the version's model, or with {@link Precision#INT8} an approximation of it
 * @param items the item id of each of its columns
 */
public record ServedModel(String algorithm, int version, ItemScorer scorer, IdIndex items, Precision precision) {

    /** A version's model itself. */
    public ServedModel(String algorithm, int version, Model model, IdIndex items) {
        this(algorithm, version, model, items, Precision.FLOAT32);
    }

    /** Differs whenever the scores may. */
    public String revision() {
        return algorithm + ' ' + version + (precision == Precision.FLOAT32 ? "" : " " + precision);
    }

    @Override
    public String toString() {
        return "version " + version + " of '" + algorithm + "', " + precision;
    }
}
