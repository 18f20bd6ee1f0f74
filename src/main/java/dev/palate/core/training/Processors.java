package dev.palate.core.training;

import dev.palate.core.memory.MemoryGuard;
import dev.palate.core.network.NetworkDevice;
import java.util.Optional;

/**
 * What a training and its evaluation may compute on.
 *
 * @param threads of the CPU, at least 1; results do not depend on it
 * @param device trains networks, and scores with them in evaluations; absent: the CPU. Algorithms without a network ignore it
 * @param memory refuses trainings for which there is no memory
 */
public record Processors(int threads, Optional<NetworkDevice> device, MemoryGuard memory) {

    /** The CPU alone. */
    public static Processors of(int threads) {
        return new Processors(threads, Optional.empty(), MemoryGuard.NONE);
    }

    /** The same without the device. */
    public Processors withoutDevice() {
        return new Processors(threads, Optional.empty(), memory);
    }

    /** The same with the memory of a process that other work needs as well. */
    public Processors within(MemoryGuard guard) {
        return new Processors(threads, device, guard);
    }
}
