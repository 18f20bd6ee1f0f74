package dev.palate.core.autoencoder;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Posterior;
import dev.palate.core.model.TwoStageScores;
import dev.palate.core.network.NetworkScorer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.RowScorer;
import java.util.Optional;

/** Scores items with the forward pass of a network; of a latent code it uses the mean. */
class NetworkItemScorer<S extends NetworkScorer> implements ItemScorer {

    private final NetworkSpec spec;
    private final S scorer;
    private final Optional<RowScorer> rowScorer;

    /** @param rowScorer scores rows if it can; {@code scorer} scores single users and everything else */
    NetworkItemScorer(NetworkSpec spec, S scorer, Optional<RowScorer> rowScorer) {
        this.spec = spec;
        this.scorer = scorer;
        this.rowScorer = rowScorer;
    }

    public NetworkSpec spec() {
        return spec;
    }

    /** The forward pass of the network. */
    public S scorer() {
        return scorer;
    }

    @Override
    public int itemCount() {
        return spec.itemCount();
    }

    @Override
    public float leastInput() {
        return spec.input().binary() ? spec.input().threshold() : Float.NEGATIVE_INFINITY;
    }

    @Override
    public boolean usesRecency() {
        return spec.input().recency() != 0;
    }

    @Override
    public boolean scoresAreLogits() {
        return spec.loss() == OutputLoss.MULTINOMIAL;
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        scorer.score(foldIn, scores);
    }

    @Override
    public void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
        if (rowScorer.isEmpty() || !rowScorer.get().scoreRows(foldIn, from, to, scores)) {
            scorer.scoreRows(foldIn, from, to, scores);
        }
    }

    @Override
    public Optional<TwoStageScores> twoStages() {
        return scorer.twoStages();
    }

    @Override
    public Optional<Posterior> posterior() {
        return spec.latent().map(code -> new LatentPosterior(scorer, spec.itemCount(), code.size()));
    }

    @Override
    public void close() {
        scorer.close();
        rowScorer.ifPresent(RowScorer::close);
    }
}
