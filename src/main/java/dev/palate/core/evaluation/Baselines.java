package dev.palate.core.evaluation;

import dev.palate.core.ease.Ease;
import dev.palate.core.itemknn.ItemKnn;
import dev.palate.core.popularity.Popularity;
import java.util.List;
import java.util.Map;

/** What every model is put beside, with default hyper-parameters. */
final class Baselines {

    private Baselines() {}

    /** Popularity, item-kNN and EASE on the ratings of at least {@code threshold}. */
    static List<Contender<?>> ranking(double threshold) {
        return List.of(
                Contender.of(new Popularity()).withThreshold(threshold),
                Contender.of(new ItemKnn()).withThreshold(threshold),
                Contender.of(new Ease()).withThreshold(threshold));
    }

    /** Mean ratings with 0 for missing ones; the other baselines' scores are no ratings. */
    static List<Contender<?>> reconstruction() {
        return List.of(Contender.of(new Popularity())
                .with(Map.of("weighting", "rating-sum"))
                .withThreshold(0));
    }
}
