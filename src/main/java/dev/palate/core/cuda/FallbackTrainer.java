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
import java.util.function.Supplier;

/**
 * A trainer on a device that another one replaces if the device fails at its first step, which is when the ratings must fit
 * into its memory. A later failure ends the training: its state is on the device, so only a saved one can be resumed.
 */
final class FallbackTrainer implements NetworkTrainer {

    private final Supplier<NetworkTrainer> replacement;
    private final Consumer<DeviceException> failures;
    private NetworkTrainer trainer;
    private boolean stepped;

    /** @param failures is told every failure of the device */
    FallbackTrainer(NetworkTrainer trainer, Supplier<NetworkTrainer> replacement, Consumer<DeviceException> failures) {
        this.trainer = trainer;
        this.replacement = replacement;
        this.failures = failures;
    }

    @Override
    public double step(RatingMatrix ratings, int[] order, int from, int to, StepSettings settings) {
        try {
            double objective = trainer.step(ratings, order, from, to, settings);
            stepped = true;
            return objective;
        } catch (DeviceException e) {
            failures.accept(e);
            if (stepped) {
                throw e;
            }
            trainer.close();
            trainer = replacement.get();
            return trainer.step(ratings, order, from, to, settings);
        }
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
