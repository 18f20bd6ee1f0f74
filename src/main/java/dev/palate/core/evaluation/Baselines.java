package dev.palate.core.evaluation;

import dev.palate.core.ease.Ease;
import dev.palate.core.itemknn.ItemKnn;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.training.Presets;
import java.util.List;

/** The algorithms that every model is compared with, with default hyper-parameters. */
final class Baselines {

    private Baselines() {}

    /** Popularity, item-kNN and EASE on ratings of at least {@code threshold}. */
    static List<Contender<?>> ranking(double threshold) {
        return List.of(
                Contender.of(new Popularity()).withThreshold(threshold),
                Contender.of(new ItemKnn()).withThreshold(threshold),
                Contender.of(new Ease()).withThreshold(threshold));
    }

    /** Mean ratings with 0 for missing ones; the scores of the other baselines are not ratings. */
    static List<Contender<?>> reconstruction() {
        return List.of(Contender.of(new Popularity(), Presets.RECONSTRUCTION));
    }
}
