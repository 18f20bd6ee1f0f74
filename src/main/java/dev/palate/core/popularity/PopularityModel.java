package dev.palate.core.popularity;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import java.io.IOException;

/** The same score of each item for all users. */
final class PopularityModel implements Model {

    private static final String SCORES = "popularity.scores";

    private final float[] itemScores;

    PopularityModel(float[] itemScores) {
        this.itemScores = itemScores;
    }

    static PopularityModel restore(CheckpointReader checkpoint) throws IOException {
        return new PopularityModel(checkpoint.floats(SCORES));
    }

    @Override
    public int itemCount() {
        return itemScores.length;
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        System.arraycopy(itemScores, 0, scores, 0, itemScores.length);
    }

    @Override
    public void save(CheckpointWriter checkpoint) throws IOException {
        checkpoint.floats(SCORES, itemScores);
    }
}
