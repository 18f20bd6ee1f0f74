package dev.palate.core.autoencoder;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.memory.MemoryNeed;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingShape;
import java.io.IOException;
import java.util.Optional;

/** An algorithm whose model is one network. */
public abstract class NetworkAlgorithm<H extends Record> extends Algorithm<H> {

    protected NetworkAlgorithm(String name, String description, H defaults) {
        super(name, description, defaults);
    }

    /** The network of these hyper-parameters over {@code itemCount} items. */
    public abstract NetworkSpec spec(H h, int itemCount);

    protected abstract LoopSettings loop(H h);

    @Override
    public void check(H h) {
        loop(h).optimisation().check();
    }

    @Override
    public Model train(TrainingSetup<H> setup) {
        H h = setup.hyperparameters();
        return AutoencoderTraining.train(spec(h, setup.ratings().columnCount()), loop(h), setup);
    }

    @Override
    public MemoryNeed memory(TrainingShape shape, H h, int threads) {
        return NetworkMemory.of(spec(h, shape.items()), loop(h), shape, threads);
    }

    @Override
    public String lessMemory() {
        return "order it with smaller layers";
    }

    @Override
    public Model restore(CheckpointReader checkpoint) throws IOException {
        return Autoencoder.restore(checkpoint);
    }

    @Override
    public Optional<ItemScorer> restoreQuantised(CheckpointReader checkpoint) throws IOException {
        return Optional.of(Autoencoder.restoreQuantised(checkpoint));
    }
}
