package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.network.DeviceException;
import dev.palate.core.training.TrainingDivergedException;
import dev.palate.training.TrainingSettings.DeviceChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which failures end a training job without another attempt. */
class TrainingHandlerTest {

    @ParameterizedTest
    @EnumSource
    void aFailureOfTheDeviceIsPermanentOnlyIfTheDeviceWasDemanded(DeviceChoice device) {
        boolean isDemanded = device == DeviceChoice.CUDA;
        assertThat(TrainingHandler.isPermanent(new DeviceException("lost"), device))
                .isEqualTo(isDemanded);
        assertThat(TrainingHandler.isPermanent(new DeviceException("out of memory", true), device))
                .isEqualTo(isDemanded);
    }

    @ParameterizedTest
    @EnumSource
    void aDivergedTrainingIsPermanent(DeviceChoice device) {
        assertThat(TrainingHandler.isPermanent(new TrainingDivergedException(3), device))
                .isTrue();
    }

    @Test
    void anyOtherFailureOfATrainingMayBePassing() {
        assertThat(TrainingHandler.isPermanent(new IllegalStateException(), DeviceChoice.CUDA))
                .isFalse();
    }
}
