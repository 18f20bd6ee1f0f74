package dev.palate.core.autoencoder;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.OptimiserState;
import dev.palate.core.network.Parameters;
import dev.palate.core.training.TrainingSetup;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state that a training begins with: initial parameters, the parameters of an earlier version, or the state of an interrupted
 * training.
 */
record TrainingStart(
        int epochsDone,
        double trainSeconds,
        NetworkTrainer.State trainer,
        @Nullable Best best) {

    /** The parameters after the epoch with the best validation criterion so far. */
    record Best(int epoch, double criterion, Parameters parameters) {}

    private static final String SNAPSHOT = "snapshot.";

    static TrainingStart of(NetworkSpec spec, TrainingSetup<?> setup) throws IOException {
        if (setup.resume().isPresent()) {
            return load(spec, setup.resume().get());
        }
        Parameters parameters = Parameters.initial(spec, setup.seed());
        InitialBiases.set(spec, setup.ratings(), parameters);
        if (setup.warmStart().isPresent()) {
            WarmParameters.copy(spec, setup.warmStart().get(), parameters);
        }
        return new TrainingStart(0, 0, NetworkTrainer.State.initial(spec, parameters), null);
    }

    /** Writes this state, which has no best epoch. */
    void save(NetworkSpec spec, CheckpointWriter checkpoint) throws IOException {
        save(
                checkpoint,
                progress(epochsDone, trainSeconds),
                trainer::parameters,
                spec.hasCompositePrior() ? Optional.of(trainer.snapshot()) : Optional.empty(),
                trainer.optimiser());
    }

    /** Writes the state of {@code trainer}; at most one copy of an array as large as the network is in memory at a time. */
    static void save(
            CheckpointWriter checkpoint,
            int epochsDone,
            double trainSeconds,
            NetworkTrainer trainer,
            @Nullable Best best)
            throws IOException {
        save(
                checkpoint,
                progress(epochsDone, trainSeconds),
                trainer::parameters,
                trainer.snapshot(),
                trainer.optimiserState());
        if (best != null) {
            checkpoint.text("best", best.epoch() + " " + best.criterion());
            best.parameters().save(checkpoint, "best.");
        }
    }

    private static String progress(int epochsDone, double trainSeconds) {
        return epochsDone + " " + trainSeconds;
    }

    /** @param parameters may build a copy, which is not kept */
    private static void save(
            CheckpointWriter checkpoint,
            String progress,
            Supplier<Parameters> parameters,
            Optional<Parameters> snapshot,
            OptimiserState optimiser)
            throws IOException {
        checkpoint.text("progress", progress);
        parameters.get().save(checkpoint, "parameters.");
        if (snapshot.isPresent()) {
            snapshot.get().save(checkpoint, SNAPSHOT);
        }
        optimiser.save(checkpoint, "optimiser.");
    }

    private static TrainingStart load(NetworkSpec spec, CheckpointReader checkpoint) throws IOException {
        String[] progress = checkpoint.text("progress").split(" ", -1);
        Parameters parameters = Parameters.load(spec, checkpoint, "parameters.");
        return new TrainingStart(
                Integer.parseInt(progress[0]),
                Double.parseDouble(progress[1]),
                new NetworkTrainer.State(
                        parameters,
                        OptimiserState.load(spec, checkpoint, "optimiser."),
                        spec.hasCompositePrior() ? Parameters.load(spec, checkpoint, SNAPSHOT) : parameters),
                best(spec, checkpoint));
    }

    private static @Nullable Best best(NetworkSpec spec, CheckpointReader checkpoint) throws IOException {
        if (!checkpoint.has("best")) {
            return null;
        }
        String[] best = checkpoint.text("best").split(" ", -1);
        return new Best(
                Integer.parseInt(best[0]), Double.parseDouble(best[1]), Parameters.load(spec, checkpoint, "best."));
    }
}
