package dev.palate.overload;

/** Measures the heap that an action leaves behind. */
public final class HeapGrowth {

    private HeapGrowth() {}

    public static long of(Runnable action) {
        long before = used();
        action.run();
        return used() - before;
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
