package dev.palate.core.model;

import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.SparseVector;
import java.io.IOException;

/** A model that scores the columns of another matrix, as {@link RemappedScorer} does, and saves its own columns. */
public final class RemappedModel implements Model {

    private final Model model;
    private final ItemScorer scorer;

    /**
     * A model that owns {@code model}.
     *
     * @param source for each column of the other matrix the column of {@code model}, or a negative number for an unknown item
     */
    public RemappedModel(Model model, int[] source) {
        this.model = model;
        this.scorer = RemappedScorer.of(model, source);
    }

    @Override
    public int itemCount() {
        return scorer.itemCount();
    }

    @Override
    public float leastInput() {
        return scorer.leastInput();
    }

    @Override
    public boolean usesRecency() {
        return scorer.usesRecency();
    }

    @Override
    public boolean scoresAreLogits() {
        return scorer.scoresAreLogits();
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        scorer.score(foldIn, scores);
    }

    @Override
    public void save(CheckpointWriter checkpoint) throws IOException {
        model.save(checkpoint);
    }

    @Override
    public void close() {
        model.close();
    }
}
