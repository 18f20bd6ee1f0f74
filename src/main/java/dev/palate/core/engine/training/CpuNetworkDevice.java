package dev.palate.core.engine.training;

import dev.palate.core.network.NetworkDevice;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.ParameterSource;
import dev.palate.core.network.RowScorer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@link NetworkDevice} for the processors of this machine. */
public final class CpuNetworkDevice implements NetworkDevice {

    @Override
    public boolean isCpu() {
        return true;
    }

    @Override
    public NetworkTrainer trainer(
            NetworkSpec spec, NetworkTrainer.Setup setup, NetworkTrainer.State start, Consumer<String> warnings) {
        return new CpuTrainer(spec, setup, start);
    }

    @Override
    public Optional<RowScorer> rowScorer(
            NetworkSpec spec, Supplier<? extends ParameterSource> parameters, int leastRows) {
        return Optional.empty();
    }
}
