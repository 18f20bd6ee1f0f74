package dev.palate.core.memory;

/**
 * An upper estimate of the memory that some work takes at its peak.
 *
 * @param heapBytes on the heap of the JVM
 * @param nativeBytes outside of the heap, allocated through JavaCPP
 */
public record MemoryNeed(long heapBytes, long nativeBytes) {

    public static final MemoryNeed NONE = new MemoryNeed(0, 0);

    public MemoryNeed {
        if (heapBytes < 0 || nativeBytes < 0) {
            throw new IllegalArgumentException("a need of memory is at least 0");
        }
    }

    public static MemoryNeed ofHeap(long bytes) {
        return new MemoryNeed(bytes, 0);
    }

    /** What both take at the same time. */
    public MemoryNeed plus(MemoryNeed other) {
        return new MemoryNeed(heapBytes + other.heapBytes, nativeBytes + other.nativeBytes);
    }

    /** What one after the other takes. */
    public MemoryNeed or(MemoryNeed other) {
        return new MemoryNeed(Math.max(heapBytes, other.heapBytes), Math.max(nativeBytes, other.nativeBytes));
    }

    /** Whether this includes the other. */
    public boolean covers(MemoryNeed other) {
        return other.heapBytes <= heapBytes && other.nativeBytes <= nativeBytes;
    }

    /** Half of both. */
    public MemoryNeed half() {
        return new MemoryNeed(heapBytes / 2, nativeBytes / 2);
    }
}
