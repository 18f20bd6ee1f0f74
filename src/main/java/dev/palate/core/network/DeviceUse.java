package dev.palate.core.network;

import org.jspecify.annotations.Nullable;

/**
 * The device that trains a network, and what it needs there.
 *
 * @param name of the device, for people
 * @param memoryBytes memory of the device that the training has allocated; null for the CPU, which shares its memory with
 *     everything else
 */
public record DeviceUse(String name, @Nullable Long memoryBytes) {

    public static final DeviceUse CPU = new DeviceUse("CPU", null);
}
