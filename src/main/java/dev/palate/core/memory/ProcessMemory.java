package dev.palate.core.memory;

import java.util.Locale;

/**
 * The memory that this process has left. A work that does not fit is refused with the number and with the option of the JVM that makes
 * room for it.
 *
 * @param state reads the present state of the process
 */
public record ProcessMemory(MemoryState.Source state) implements MemoryGuard {

    private static final double GIB = 1 << 30;

    /** Sizes of heap are recommended in steps of half a GiB. */
    private static final double STEP_GIB = 0.5;

    /** Of the JVM that executes this. */
    public static ProcessMemory ofThisProcess() {
        return new ProcessMemory(MemoryState.Source.THIS_PROCESS);
    }

    @Override
    public void check(String work, MemoryNeed need, String remedy) {
        admit(work, need, need, remedy);
    }

    /**
     * As {@link #check}; collects garbage unless more fits.
     *
     * @return a state in which the need fits
     */
    MemoryState admit(String work, MemoryNeed need, MemoryNeed more, String remedy) {
        MemoryState now = state.read();
        if (!now.fits(more)) {
            now = state.readAfterCollection();
        }
        if (!now.fits(need)) {
            throw new InsufficientMemoryException(message(work, need, remedy, now));
        }
        return now;
    }

    /** @param collects whether garbage is collected if the need does not fit otherwise */
    boolean fits(MemoryNeed need, boolean collects) {
        return state.read().fits(need)
                || (collects && state.readAfterCollection().fits(need));
    }

    private static String message(String work, MemoryNeed need, String remedy, MemoryState now) {
        if (need.heapBytes() > now.freeHeap()) {
            return "%s needs about %s of heap, and %s of %s are free. Start Palate with at least -Xmx%s, or %s."
                    .formatted(
                            work,
                            gib(need.heapBytes()),
                            gib(now.freeHeap()),
                            gib(now.maxHeap()),
                            option(now.heapFor(need.heapBytes())),
                            remedy);
        }
        if (need.nativeBytes() > now.freeTracked()) {
            return ("%s needs about %s outside of the heap, and %s of %s are free. Start Palate with at least"
                            + " -Dorg.bytedeco.javacpp.maxbytes=%s, or %s.")
                    .formatted(
                            work,
                            gib(need.nativeBytes()),
                            gib(now.freeTracked()),
                            gib(now.maxTracked()),
                            option(now.maxTracked() - now.freeTracked() + need.nativeBytes()),
                            remedy);
        }
        return "%s needs about %s of memory, and the process can take %s more of %s. Give the process more memory, or %s."
                .formatted(
                        work, gib(now.residentGrowth(need)), gib(now.freeResident()), gib(now.maxResident()), remedy);
    }

    private static String gib(long bytes) {
        return bytes >= 1 << 30
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / GIB)
                : (bytes >> 20) + (bytes > 0 && bytes < 1 << 20 ? 1 : 0) + " MiB";
    }

    /** A size for an option of the JVM, rounded up. */
    private static String option(long bytes) {
        return (long) (Math.ceil(bytes / GIB / STEP_GIB) * STEP_GIB * 1024) + "m";
    }
}
