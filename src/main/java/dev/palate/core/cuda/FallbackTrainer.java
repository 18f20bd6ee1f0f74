package dev.palate.core.cuda;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.DeviceException;
import dev.palate.core.network.DeviceUse;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.OptimiserState;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.RowScorer;
import dev.palate.core.network.StepSettings;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A trainer on a device that another one replaces if the device fails at its first step, which is when the ratings must fit
 * into its memory. A later failure ends the training: its state is on the device, so only a saved one can be resumed.
 */
final class FallbackTrainer implements NetworkTrainer {

    private final Consumer<DeviceException> failures;
    private NetworkTrainer trainer;

    /** Null after the first step: it refers to the state that the training began with, which is as large as the network. */
    private @Nullable Function<DeviceException, NetworkTrainer> replacement;

    /**
     * @param replacement creates the other trainer after this failure
     * @param failures receives every failure of the device
     */
    FallbackTrainer(
            NetworkTrainer trainer,
            Function<DeviceException, NetworkTrainer> replacement,
            Consumer<DeviceException> failures) {
        this.trainer = trainer;
        this.replacement = replacement;
        this.failures = failures;
    }

    @Override
    public double step(RatingMatrix ratings, int[] order, int from, int to, StepSettings settings) {
        try {
            double objective = trainer.step(ratings, order, from, to, settings);
            replacement = null;
            return objective;
        } catch (DeviceException e) {
            failures.accept(e);
            if (replacement == null) {
                throw e;
            }
            replace(replacement.apply(e));
            return trainer.step(ratings, order, from, to, settings);
        }
    }

    /** The other trainer exists before the failed one is closed: if it cannot be created, {@link #close} closes the failed one. */
    private void replace(NetworkTrainer other) {
        trainer.close();
        trainer = other;
        replacement = null;
    }

    @Override
    public void snapshotEncoder() {
        trainer.snapshotEncoder();
    }

    @Override
    public Optional<Parameters> snapshot() {
        return trainer.snapshot();
    }

    @Override
    public Parameters parameters() {
        return trainer.parameters();
    }

    @Override
    public OptimiserState optimiserState() {
        return trainer.optimiserState();
    }

    @Override
    public Optional<RowScorer> rowScorer() {
        return trainer.rowScorer();
    }

    @Override
    public DeviceUse deviceUse() {
        return trainer.deviceUse();
    }

    @Override
    public void close() {
        trainer.close();
    }
}
