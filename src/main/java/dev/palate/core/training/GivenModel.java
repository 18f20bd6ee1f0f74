package dev.palate.core.training;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.model.Model;
import java.io.IOException;

/** An algorithm whose training returns a model that exists already, so that an experiment measures it like its own. */
public final class GivenModel<H extends Record> extends Algorithm<H> {

    private final Algorithm<H> algorithm;
    private final Model model;

    /**
     * An algorithm with the name of the one that trained the model.
     *
     * @param model over the columns of the experiment's ratings; the experiment's result owns it
     */
    public GivenModel(Algorithm<H> algorithm, Model model) {
        super(
                algorithm.name(),
                algorithm.description(),
                algorithm.hyperparameters().defaults());
        this.algorithm = algorithm;
        this.model = model;
    }

    @Override
    public boolean predictsRatings(H settings) {
        return algorithm.predictsRatings(settings);
    }

    @Override
    public Model train(TrainingSetup<H> setup) {
        if (setup.listener().isCancelled()) {
            throw new TrainingCancelledException(1);
        }
        return model;
    }

    @Override
    public Model restore(CheckpointReader checkpoint) throws IOException {
        return algorithm.restore(checkpoint);
    }
}
