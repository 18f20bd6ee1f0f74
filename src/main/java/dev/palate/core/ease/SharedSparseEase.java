package dev.palate.core.ease;

import dev.palate.core.model.Model;
import dev.palate.core.training.SharedTraining;
import dev.palate.core.training.TrainingSetup;
import java.util.List;

/**
 * Tries settings of a large catalogue with few neighbours: the settings that are best with them are about the best with more, and the
 * trainings take a fraction of the time.
 */
final class SharedSparseEase implements SharedTraining.Shared<EaseHyperparameters> {

    private static final int NEIGHBOURS = 100;

    /** Neighbouring lambdas of more would rank about the same, and each of them costs a training. */
    private static final int MOST_LAMBDAS = 9;

    private final TrainingSetup<EaseHyperparameters> setup;
    private final EaseSettings settings;

    SharedSparseEase(TrainingSetup<EaseHyperparameters> setup) {
        this.setup = setup;
        this.settings =
                EaseSettings.of(setup.ratings(), setup.hyperparameters().likes().threshold(), 1, 0.6, 1.7);
    }

    @Override
    public Model model(EaseHyperparameters h) {
        return new SparseEase(Ease.common(setup.ratings(), h), h, NEIGHBOURS).train(setup);
    }

    @Override
    public List<EaseHyperparameters> first(EaseHyperparameters base, int count) {
        return settings.first(base, Math.min(MOST_LAMBDAS, count));
    }

    @Override
    public List<List<EaseHyperparameters>> further(EaseHyperparameters best) {
        return settings.further(best);
    }

    @Override
    public List<EaseHyperparameters> withRecencies(EaseHyperparameters best) {
        return settings.withRecencies(best);
    }

    @Override
    public void close() {
        // Each model has its own memory on the heap.
    }
}
