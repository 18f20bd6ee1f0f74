package dev.palate.core.ease;

/**
 * The memory that a training of {@link Ease} takes in addition to its ratings, in bytes. With n items, u users, p ratings that count, m
 * neighbours, t threads and h = min(n, 8192), and without the smaller terms:
 *
 * <pre>
 * dense:   heap 8p + 12n + 4tn                                      outside the heap 4n² + 2048n
 * sparse:  heap 8p + 12nm + 2h² + 40n + 12u + t(20n + 4u + 8m²)     outside the heap 4tm²
 * </pre>
 *
 * 8p are the ratings that count by user and by item; it is 12p if low ratings count, and 4p if all ratings count alike, because the rows
 * of the users are then those of the ratings. Of the 12nm of sparse weights 8nm remain as the model.
 *
 * @param heap of the JVM
 * @param offHeap outside it, which {@code -Dorg.bytedeco.javacpp.maxbytes} limits
 */
public record EaseMemory(long heap, long offHeap) {

    private static final long PANEL_ROWS = 2L * 256;

    /**
     * What the memory depends on.
     *
     * @param positives ratings that count
     * @param weighted whether low ratings count as well, with other weights
     */
    public record Size(int users, int items, long positives, int threads, boolean weighted) {}

    /** The memory of the training that these hyper-parameters order in this process. */
    public static EaseMemory estimate(Size size, EaseHyperparameters h) {
        EaseChoice choice = EaseChoice.of(size.items(), h, EaseChoice.Limits.ofProcess());
        return choice.isDense() ? dense(size) : sparse(size, choice.neighbours());
    }

    /** The memory of a training with weights between all items. */
    public static EaseMemory dense(Size size) {
        long items = size.items();
        long offHeap = Float.BYTES * items * (items + PANEL_ROWS);
        return new EaseMemory(interactions(size) + 12 * items + Float.BYTES * items * size.threads(), offHeap);
    }

    /** The memory of a training with weights of at most {@code neighbours} items for each item. */
    public static EaseMemory sparse(Size size, int neighbours) {
        long items = size.items();
        long most = Math.min(neighbours, items);
        long head = SparseGram.headSize(size.items());
        long block = NeighbourhoodWeights.blockSize((int) most);
        long system = block * block + block + most * most + 2 * most;
        long worker = 24 * items + 4L * size.users() + 4 * system + 8 * head;
        long weights = 12 * items * most + 100 * items;
        return new EaseMemory(
                interactions(size) + 2 * head * (head + 1) + 16 * head + 24 * items + weights + size.threads() * worker,
                size.threads() * 4 * (most * most + most));
    }

    /** The ratings that count, by user and by item, with the weights of the users. */
    private static long interactions(Size size) {
        return size.positives() * (size.weighted() ? 12 : 8) + 16L * size.users() + 8L * size.items();
    }
}
