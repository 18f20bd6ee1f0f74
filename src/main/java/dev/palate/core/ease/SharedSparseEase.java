package dev.palate.core.ease;

import dev.palate.core.model.Model;
import dev.palate.core.training.TrainingSetup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries settings of a large catalogue with few neighbours: the settings that are best with them are about the best with more, and the
 * trainings take a fraction of the time. The settings of a group have the weights of users and ratings in common, and
 * with them the entries between the items with the most users.
 */
final class SharedSparseEase extends EaseSearch {

    private static final int NEIGHBOURS = 100;

    /** Of the first stage, with the base: with more lambdas neighbouring ones would rank alike, and each costs a training. */
    private static final int MOST_SETTINGS = 9;

    private final TrainingSetup<EaseHyperparameters> setup;
    private final int neighbours;
    private @Nullable EaseHyperparameters group;
    private @Nullable SparseGram gram;

    /** @param neighbours of the trainings that the search is for */
    SharedSparseEase(TrainingSetup<EaseHyperparameters> setup, int neighbours) {
        super(setup, 1.0, 0.6, 1.7);
        this.setup = setup;
        this.neighbours = Math.min(NEIGHBOURS, neighbours);
    }

    @Override
    public Model model(EaseHyperparameters h) {
        EaseHyperparameters wanted = h.ofSpectrum();
        if (gram == null || !wanted.equals(group)) {
            // Before the next one, so that two are never in memory.
            close();
            gram = Ease.sparseGram(setup, h);
            group = wanted;
        }
        return new SparseEase(gram, h, setup).train(neighbours);
    }

    @Override
    public List<EaseHyperparameters> first(EaseHyperparameters base, int count) {
        return super.first(base, Math.min(MOST_SETTINGS, count));
    }

    @Override
    public void close() {
        gram = null;
    }
}
