package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.autorec.AutoRec;
import dev.palate.core.autorec.AutoRecHyperparameters;
import dev.palate.core.memory.MemoryGuard;
import dev.palate.core.model.Model;
import dev.palate.core.network.NetworkDevice;
import dev.palate.core.network.Networks;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.Processors;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingState;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.OverridingClassLoader;

/** The choice of the device in a build without the CUDA bindings. */
class DeviceConfigurationTest {

    private final PlainBuild build = new PlainBuild();

    /** Loads the classes of Palate a second time, without any class or file of the CUDA bindings. */
    private static final class PlainBuild extends OverridingClassLoader {

        PlainBuild() {
            super(DeviceConfigurationTest.class.getClassLoader());
        }

        @Override
        protected boolean isEligibleForOverriding(String name) {
            return name.startsWith("dev.palate.");
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.bytedeco.cuda.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }

        @Override
        public @Nullable URL getResource(String name) {
            return name.startsWith("org/bytedeco/cuda/") ? null : super.getResource(name);
        }

        boolean hasLoaded(String name) {
            return findLoadedClass(name) != null;
        }
    }

    /** Creates the device when it is created, and names the devices of one training when it is called. */
    static final class Training implements Callable<List<String>> {

        private final NetworkDevice device;

        Training(String choice) {
            TrainingSettings settings = new Binder(
                            new MapConfigurationPropertySource(Map.of("palate.training.device", choice)))
                    .bindOrCreate("palate.training", TrainingSettings.class);
            device = new DeviceConfiguration().networkDevice(settings);
        }

        @Override
        public List<String> call() {
            List<String> devices = new ArrayList<>();
            TrainingListener listener = new TrainingListener() {
                @Override
                public void onEpoch(EpochReport report, TrainingState state) {
                    devices.add(report.device().name());
                }
            };
            AutoRec algorithm = new AutoRec();
            AutoRecHyperparameters settings = algorithm.hyperparameters().read(Map.of("epochs", 1));
            Processors processors = new Processors(1, Optional.of(device), MemoryGuard.NONE);
            TrainingOptions options = TrainingOptions.of(7, processors).withListener(listener);
            try (Model model =
                    algorithm.train(new TrainingSetup<>(Networks.ratings(40), settings, options, Optional.empty()))) {
                return List.copyOf(devices);
            }
        }
    }

    private Callable<?> training(String choice) throws ReflectiveOperationException {
        Constructor<?> constructor = build.loadClass(Training.class.getName()).getDeclaredConstructor(String.class);
        constructor.setAccessible(true);
        return (Callable<?>) constructor.newInstance(choice);
    }

    @Test
    void looksForAGpuAtTheFirstTrainingOnly() throws Exception {
        Callable<?> training = training("auto");
        assertThat(build.hasLoaded("dev.palate.core.cuda.Cuda")).isFalse();

        assertThat(training.call()).isEqualTo(List.of("CPU"));
        assertThat(build.hasLoaded("dev.palate.core.cuda.Cuda")).isTrue();
    }

    @Test
    void trainsOnTheCpuIfTheSettingsSaySo() throws Exception {
        assertThat(training("cpu").call()).isEqualTo(List.of("CPU"));
        assertThat(build.hasLoaded("dev.palate.core.cuda.Cuda")).isFalse();
    }

    @Test
    void failsAtOnceIfAGpuIsDemanded() {
        assertThatThrownBy(() -> training("cuda"))
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("palate.training.device is cuda, but no GPU can be used: this build")
                .hasMessageContaining("contains no CUDA bindings");
    }
}
