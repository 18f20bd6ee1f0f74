package dev.palate.spark.network;

import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.autoencoder.SharedStart;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.model.Model;
import dev.palate.core.network.CheckpointParameters;
import dev.palate.core.network.NetworkSpec;
import dev.palate.spark.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The state of a network between two rounds as a file: parameters, moments and number of steps, as the algorithm saves it. */
final class NetworkState {

    /** The section that says how many epochs are done, and how long they took. */
    private static final String PROGRESS = "progress";

    private NetworkState() {}

    /** Writes the state before the first round. */
    static void begin(Path target, NetworkSpec spec, List<double[]> targetSums, long seed) throws IOException {
        double[] sums = new double[spec.itemCount()];
        for (double[] part : targetSums) {
            for (int item = 0; item < sums.length; item++) {
                sums[item] += part[item];
            }
        }
        ModelFile.replace(target, checkpoint -> SharedStart.save(spec, sums, seed, checkpoint));
    }

    /**
     * Writes the state after a round.
     *
     * @param before the state before it, for the names and the sizes of the sections
     * @param means the pieces of all sections in their order
     */
    static void write(Path target, Path before, List<Object> means, int epochs) throws IOException {
        CheckpointReader sections = ModelFile.open(before);
        ModelFile.replace(target, checkpoint -> {
            int next = 0;
            for (String name : sections.names()) {
                if (sections.content(name) instanceof float[] values) {
                    int end = next + Pieces.count(values.length);
                    checkpoint.floats(name, Pieces.join(means.subList(next, end), values.length));
                    next = end;
                } else {
                    // Without the seconds, which differ from run to run.
                    checkpoint.text(name, name.equals(PROGRESS) ? epochs + " 0.0" : (String) means.get(next));
                    next++;
                }
            }
        });
    }

    /** The network of a state. */
    static Model model(Path state, NetworkSpec spec) throws IOException {
        return Autoencoder.of(spec, new CheckpointParameters(spec, ModelFile.open(state), "parameters."));
    }
}
