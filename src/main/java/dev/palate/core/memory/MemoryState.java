package dev.palate.core.memory;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;

/**
 * What a process has allocated, and its limits, in bytes.
 *
 * @param maxHeap {@code -Xmx}
 * @param usedHeap with garbage that is not collected yet
 * @param committedHeap of the operating system
 * @param maxTracked the most that JavaCPP allocates outside of the heap; {@link Long#MAX_VALUE} without a limit
 * @param tracked that JavaCPP has allocated
 * @param maxResident the most that the process may take: the limit of JavaCPP, or else the memory of the container or machine
 * @param resident that the process takes
 */
public record MemoryState(
        long maxHeap,
        long usedHeap,
        long committedHeap,
        long maxTracked,
        long tracked,
        long maxResident,
        long resident) {

    /** The part of the heap that stays free for requests and for the collector. */
    private static final int RESERVE = 10;

    /** Reads states. */
    public interface Source {

        /** The JVM that executes this. */
        Source THIS_PROCESS = new Source() {
            @Override
            public MemoryState read() {
                return ofThisProcess();
            }

            @Override
            public MemoryState readAfterCollection() {
                MemoryState before = ofThisProcess();
                System.gc(); // whether work fits cannot be told while the heap holds garbage
                return before.withUsedHeap(ofThisProcess().usedHeap());
            }
        };

        MemoryState read();

        /** The same without garbage on the heap. It takes a pause. */
        MemoryState readAfterCollection();
    }

    private static MemoryState ofThisProcess() {
        Runtime runtime = Runtime.getRuntime();
        long machine = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Long.MAX_VALUE;
        return new MemoryState(
                runtime.maxMemory(),
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.totalMemory(),
                limit(Pointer.maxBytes(), Long.MAX_VALUE),
                Pointer.totalBytes(),
                Math.min(machine, limit(Pointer.maxPhysicalBytes(), machine)),
                Pointer.physicalBytes());
    }

    private static long limit(long set, long otherwise) {
        return set > 0 ? set : otherwise;
    }

    /**
     * The same process after a collection. The committed heap and the resident memory stay those of one moment: a collector returns memory to
     * the operating system some time after it has counted it as returned.
     */
    MemoryState withUsedHeap(long used) {
        return new MemoryState(maxHeap, used, committedHeap, maxTracked, tracked, maxResident, resident);
    }

    boolean fits(MemoryNeed need) {
        return need.heapBytes() <= freeHeap()
                && need.nativeBytes() <= freeTracked()
                && residentGrowth(need) <= freeResident();
    }

    long freeHeap() {
        return Math.max(0, maxHeap - maxHeap / RESERVE - usedHeap);
    }

    /** The maximum heap with which {@code bytes} would be free. */
    long heapFor(long bytes) {
        return (usedHeap + bytes) * RESERVE / (RESERVE - 1) + 1;
    }

    long freeTracked() {
        return Math.max(0, maxTracked - tracked);
    }

    long freeResident() {
        return Math.max(0, maxResident - resident);
    }

    /** By how much the process grows: free pages of the committed heap are used first. */
    long residentGrowth(MemoryNeed need) {
        return Math.max(0, usedHeap + need.heapBytes() - committedHeap) + need.nativeBytes();
    }
}
