package dev.palate.model.serving;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.model.ItemColumns;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;

/**
 * A version in memory with its scorer. Immutable.
 *
 * @param scorer the version's model or, with {@link Precision#INT8}, an approximation of it
 * @param columns the item of each of its columns
 */
public record ServedModel(String algorithm, int version, ItemScorer scorer, ItemColumns columns, Precision precision) {

    /** A version that is served with its own model, all of whose items have ratings. */
    public ServedModel(String algorithm, int version, Model model, IdIndex items) {
        this(algorithm, version, model, ItemColumns.rated(items), Precision.FLOAT32);
    }

    /** The item id of each of its columns. */
    public IdIndex items() {
        return columns.ids();
    }

    /** A text that differs whenever scores may differ. */
    public String revision() {
        return algorithm + ' ' + version + (precision == Precision.FLOAT32 ? "" : " " + precision);
    }

    @Override
    public String toString() {
        return "version " + version + " of '" + algorithm + "', " + precision;
    }
}
