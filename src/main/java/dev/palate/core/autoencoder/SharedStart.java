package dev.palate.core.autoencoder;

import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.Parameters;
import java.io.IOException;

/**
 * The state before the first epoch of a training that several processes share, each with a part of the rows. A training that resumes from
 * it begins like one with all rows.
 */
public final class SharedStart {

    private SharedStart() {}

    /** What the initial state depends on, by item: the sums over all processes are the argument of {@link #save}. */
    public static double[] targetSums(NetworkSpec spec, RatingMatrix ratings) {
        return InitialBiases.isWanted(spec)
                ? InitialBiases.targetSums(spec.input(), ratings)
                : new double[spec.itemCount()];
    }

    /** Writes the state. */
    public static void save(NetworkSpec spec, double[] targetSums, long seed, CheckpointWriter checkpoint)
            throws IOException {
        Parameters parameters = Parameters.initial(spec, seed);
        InitialBiases.set(spec, targetSums, parameters);
        new TrainingStart(0, 0, NetworkTrainer.State.initial(spec, parameters), null).save(spec, checkpoint);
    }
}
