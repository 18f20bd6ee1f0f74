package dev.palate.core.training;

import dev.palate.core.network.DeviceUse;
import org.jspecify.annotations.Nullable;

/**
 * The device that trained an epoch.
 *
 * @param name for people
 * @param memoryBytes memory of the device that the training has allocated; null for the CPU
 * @param stepMilliseconds mean time of a step of the optimiser
 */
public record DeviceReport(String name, @Nullable Long memoryBytes, double stepMilliseconds) {

    public static DeviceReport of(DeviceUse use, double stepMilliseconds) {
        return new DeviceReport(use.name(), use.memoryBytes(), stepMilliseconds);
    }
}
