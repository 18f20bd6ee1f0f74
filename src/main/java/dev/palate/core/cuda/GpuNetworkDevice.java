package dev.palate.core.cuda;

import dev.palate.core.engine.training.CpuNetworkDevice;
import dev.palate.core.network.DeviceException;
import dev.palate.core.network.NetworkDevice;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.ParameterSource;
import dev.palate.core.network.RowScorer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link NetworkDevice} for a GPU, which may fail. Where falling back is allowed, the CPU takes over a training that does not
 * fit, and all trainings from the moment at which the GPU is lost: its driver refuses all further work of this process. Scores
 * always come from the CPU if the GPU fails.
 */
public final class GpuNetworkDevice implements NetworkDevice {

    private static final Logger log = LoggerFactory.getLogger(GpuNetworkDevice.class);

    private final Supplier<Device> devices;
    private final String description;
    private final boolean fallsBack;
    private final CpuNetworkDevice cpu = new CpuNetworkDevice();
    private final AtomicReference<@Nullable String> loss = new AtomicReference<>();

    /**
     * Opens the device once, to see that it works.
     *
     * @param devices opens the device, once for each trainer and each scorer
     * @param fallsBack whether the CPU may take over trainings
     * @throws DeviceException if the device cannot be used
     */
    public GpuNetworkDevice(Supplier<Device> devices, boolean fallsBack) {
        this.devices = devices;
        this.fallsBack = fallsBack;
        try (Device device = devices.get()) {
            this.description = device.description();
        }
    }

    /** The name and the properties of the GPU. */
    public String description() {
        return description;
    }

    @Override
    public NetworkTrainer trainer(
            NetworkSpec spec, NetworkTrainer.Setup setup, NetworkTrainer.State start, Consumer<String> warnings) {
        if (setup.outputSamples() > 0) {
            warnings.accept("trains on the CPU: the GPU has no loss on sampled items");
            return cpu.trainer(spec, setup, start, warnings);
        }
        if (setup.precision() == NetworkTrainer.Precision.BF16) {
            warnings.accept("trains on the CPU: precision bf16 is one of the CPU");
            return cpu.trainer(spec, setup, start, warnings);
        }
        String lost = loss.get();
        if (fallsBack && lost != null) {
            warnings.accept("trains on the CPU: the GPU was lost: " + lost);
            return cpu.trainer(spec, setup, start, warnings);
        }
        Function<DeviceException, NetworkTrainer> onCpu = failure -> {
            warnings.accept("trains on the CPU: the GPU failed: " + failure.getMessage());
            return cpu.trainer(spec, setup, start, warnings);
        };
        try {
            NetworkTrainer onGpu = open(device -> new DeviceTrainer(spec, setup, start, device));
            return fallsBack ? new FallbackTrainer(onGpu, onCpu, this::failed) : onGpu;
        } catch (DeviceException e) {
            if (!fallsBack) {
                throw e;
            }
            failed(e);
            return onCpu.apply(e);
        }
    }

    @Override
    public Optional<RowScorer> rowScorer(
            NetworkSpec spec, Supplier<? extends ParameterSource> parameters, int leastRows) {
        return loss.get() == null
                ? Optional.of(new DeviceScorer(
                        () -> open(device -> scoring(device, spec, parameters.get())), leastRows))
                : Optional.empty();
    }

    private static DeviceScorer.Opened scoring(Device device, NetworkSpec spec, ParameterSource parameters) {
        Transfer transfer = new Transfer(device);
        Layout layout = new Layout(spec);
        long weights = device.allocate(layout.length() * Float.BYTES);
        layout.upload(transfer, parameters, weights);
        return new DeviceScorer.Opened(new DeviceScoring(device, transfer, spec, layout, weights), device::close);
    }

    private <T> T open(Function<Device, T> use) {
        Device device = devices.get();
        try {
            return use.apply(device);
        } catch (RuntimeException | Error e) { // such as lack of memory of the host
            device.close();
            throw e;
        }
    }

    /** Also logs the failure, because the warnings of a search are not kept. */
    private void failed(DeviceException e) {
        if (!e.isOutOfMemory()) {
            loss.set(e.getMessage());
        }
        log.warn("A training on the GPU failed: {}", e.getMessage());
    }
}
