package dev.palate.training;

import dev.palate.core.cuda.Cuda;
import dev.palate.core.cuda.Device;
import dev.palate.core.cuda.GpuNetworkDevice;
import dev.palate.core.engine.training.CpuNetworkDevice;
import dev.palate.core.network.DeviceException;
import dev.palate.core.network.NetworkDevice;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.ParameterSource;
import dev.palate.core.network.RowScorer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/** The device that the settings choose for the networks of this process; one log line names it. */
@Configuration(proxyBeanMethods = false)
class DeviceConfiguration {

    private static final Logger log = LoggerFactory.getLogger(DeviceConfiguration.class);

    @Bean
    NetworkDevice networkDevice(TrainingSettings settings) {
        return switch (settings.device()) {
            case CPU -> new CpuNetworkDevice();
            case CUDA -> demanded(settings.precision());
            case AUTO -> new FoundDevice(SingletonSupplier.of(() -> find(settings.precision())));
        };
    }

    /** Looks for the device at the first use, which takes seconds on a GPU. */
    private record FoundDevice(Supplier<NetworkDevice> found) implements NetworkDevice {

        @Override
        public boolean isCpu() {
            return found.get().isCpu();
        }

        @Override
        public NetworkTrainer trainer(
                NetworkSpec spec, NetworkTrainer.Setup setup, NetworkTrainer.State start, Consumer<String> warnings) {
            return found.get().trainer(spec, setup, start, warnings);
        }

        @Override
        public Optional<RowScorer> rowScorer(
                NetworkSpec spec, Supplier<? extends ParameterSource> parameters, int leastRows) {
            return found.get().rowScorer(spec, parameters, leastRows);
        }
    }

    private static NetworkDevice demanded(Device.Precision precision) {
        try {
            return open(precision, false);
        } catch (DeviceException e) {
            throw new IllegalStateException("palate.training.device is cuda, but " + e.getMessage(), e);
        }
    }

    private static NetworkDevice find(Device.Precision precision) {
        try {
            return open(precision, true);
        } catch (DeviceException e) {
            log.info("The CPU trains networks: {}", e.getMessage());
            return new CpuNetworkDevice();
        }
    }

    private static NetworkDevice open(Device.Precision precision, boolean fallsBack) {
        GpuNetworkDevice gpu = new GpuNetworkDevice(() -> Cuda.open(precision), fallsBack);
        log.info("A GPU trains networks: {}", gpu.description());
        return gpu;
    }
}
