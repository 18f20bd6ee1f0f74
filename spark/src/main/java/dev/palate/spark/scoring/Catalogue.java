package dev.palate.spark.scoring;

import dev.palate.core.matrix.IdIndex;
import dev.palate.spark.data.Histories;
import java.io.Serializable;
import java.util.BitSet;

/**
 * What every executor knows of the items.
 *
 * @param ids by number
 * @param shown the numbers of those that lists may contain
 */
record Catalogue(String[] ids, BitSet shown, float[] popularity) implements Serializable {

    static Catalogue of(Histories histories) {
        return new Catalogue(histories.items().toArray(String[]::new), histories.shown(), histories.popularity());
    }

    /** The columns of a model by number; negative for items that it does not know. */
    int[] columns(IdIndex model) {
        int[] columns = new int[ids.length];
        for (int item = 0; item < ids.length; item++) {
            columns[item] = model.indexOf(ids[item]);
        }
        return columns;
    }
}
