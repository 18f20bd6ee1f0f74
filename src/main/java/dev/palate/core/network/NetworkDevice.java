package dev.palate.core.network;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A device that trains networks and scores with them. Safe for concurrent use; its trainers are not. */
public interface NetworkDevice {

    /** Whether this is the CPU, on which several trainings may run at once. */
    default boolean isCpu() {
        return false;
    }

    /**
     * A trainer that begins at {@code start}.
     *
     * @param warnings receives a remark for the reader of the report if another device takes over
     * @throws DeviceException if the device cannot be used, and no other one may take over
     */
    NetworkTrainer trainer(
            NetworkSpec spec, NetworkTrainer.Setup setup, NetworkTrainer.State start, Consumer<String> warnings);

    /**
     * A scorer of many rows with a trained network; empty if the CPU has to score.
     *
     * @param parameters read at the first call of the scorer
     * @param leastRows the scorer leaves calls with fewer rows to the CPU
     */
    Optional<RowScorer> rowScorer(NetworkSpec spec, Supplier<? extends ParameterSource> parameters, int leastRows);
}
