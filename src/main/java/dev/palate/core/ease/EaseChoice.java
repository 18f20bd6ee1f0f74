package dev.palate.core.ease;

import dev.palate.core.memory.MemoryState;
import org.jspecify.annotations.Nullable;

/**
 * Whether a training computes dense or sparse weights.
 *
 * @param neighbours of each item; all items for dense weights
 * @param reason why the weights are sparse, or fewer than usual, although nothing was ordered; null if nothing has to be said
 */
record EaseChoice(int items, int neighbours, @Nullable String reason) {

    /** Up to this number of items, all weights are computed unless the hyper-parameters say otherwise. */
    static final int MOST_DENSE = 10_000;

    static final int MOST_NEIGHBOURS = 2000;
    private static final int STANDARD_NEIGHBOURS = 400;
    private static final int LEAST_NEIGHBOURS = 25;

    /** Of a model, unless the hyper-parameters say otherwise: 800 MB, and 1.2 GB during the training. */
    private static final long MOST_WEIGHTS = 100_000_000;

    private static final int TRAINING_BYTES = 12;

    /** The memory that a training may use, in bytes. */
    record Limits(long heap, long offHeap) {

        /** Outside the heap, what the settings of JavaCPP and the memory of the machine leave. */
        static Limits ofProcess() {
            MemoryState state = MemoryState.Source.THIS_PROCESS.read();
            long offHeap = Math.min(state.maxResident() - state.maxHeap(), state.maxTracked() - state.tracked());
            return new Limits(state.maxHeap(), Math.max(0, offHeap));
        }
    }

    /** @throws IllegalArgumentException if the hyper-parameters are impossible with this number of items, or in this memory */
    static EaseChoice of(int items, EaseHyperparameters h, Limits limits) {
        boolean allOthers = h.neighbours() >= items - 1;
        if (h.neighbours() > MOST_NEIGHBOURS && (!allOthers || h.weights() == EaseWeights.SPARSE)) {
            throw new IllegalArgumentException("neighbours must be at most " + MOST_NEIGHBOURS
                    + ", or at least the number of items, " + items + ", for all of them without sparse weights");
        }
        return switch (h.weights()) {
            case DENSE -> dense(items, limits);
            case SPARSE ->
                h.neighbours() > 0
                        ? new EaseChoice(items, Math.max(1, Math.min(h.neighbours(), items - 1)), null)
                        : sparse(items, limits, null);
            case AUTO ->
                h.neighbours() == 0
                        ? bySize(items, limits)
                        : allOthers ? dense(items, limits) : new EaseChoice(items, h.neighbours(), null);
        };
    }

    private static EaseChoice bySize(int items, Limits limits) {
        if (items > MOST_DENSE) {
            return sparse(items, limits, "the catalogue has more than " + MOST_DENSE + " items");
        }
        String obstacle = obstacle(items, limits);
        return obstacle == null ? new EaseChoice(items, items, null) : sparse(items, limits, obstacle);
    }

    private static EaseChoice dense(int items, Limits limits) {
        String obstacle = obstacle(items, limits);
        if (obstacle != null) {
            throw new IllegalArgumentException(obstacle
                    + ": set weights to sparse, or raise -Dorg.bytedeco.javacpp.maxbytes and maxphysicalbytes");
        }
        return new EaseChoice(items, items, null);
    }

    private static @Nullable String obstacle(int items, Limits limits) {
        long needed =
                EaseMemory.dense(new EaseMemory.Size(0, items, 0, 1, false)).offHeap();
        return needed <= limits.offHeap()
                ? null
                : "the weights between all " + items + " items take " + (needed >> 20)
                        + " MiB outside the heap, and this process may use " + (limits.offHeap() >> 20) + " MiB";
    }

    /** As many neighbours as the memory of the weights permits. */
    private static EaseChoice sparse(int items, Limits limits, @Nullable String cause) {
        long most = Math.min(MOST_WEIGHTS, limits.heap() / 2 / TRAINING_BYTES);
        int neighbours = (int) Math.max(LEAST_NEIGHBOURS, Math.min(STANDARD_NEIGHBOURS, most / Math.max(1, items)));
        neighbours = Math.max(1, Math.min(neighbours, items - 1));
        if (neighbours == Math.min(STANDARD_NEIGHBOURS, items - 1)) {
            return new EaseChoice(items, neighbours, cause);
        }
        String limit = "more neighbours than " + neighbours
                + (most == MOST_WEIGHTS
                        ? " would give more than 100 million weights"
                        : " would take more than half of the heap");
        return new EaseChoice(items, neighbours, cause == null ? limit : cause + "; " + limit);
    }

    boolean isDense() {
        return neighbours >= items;
    }

    /** For the reader of the report; null if nothing has to be said. */
    @Nullable
    String remark() {
        return reason == null
                ? null
                : "each of the " + items + " items has weights of its " + neighbours + " nearest items, not of all: "
                        + reason;
    }
}
