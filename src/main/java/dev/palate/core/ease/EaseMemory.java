package dev.palate.core.ease;

/**
 * The memory that a training of {@link Ease} and its publication take in addition to the ratings, in bytes. With n items, u users, p ratings that count, m
 * neighbours, t threads, h = min(n, 8192) and b = max(640, m + 1), and without smaller terms:
 *
 * <pre>
 * dense:   heap 8p + 16u + 20n + 4tn                                     outside the heap max(4n² + 2048n, 8n²)
 * sparse:  heap max(8p + 16u + 132n + 2h² + 12nm + t(24n + 4u + 4b² + 4m²), 16nm + 8n)   outside the heap 12tm²
 * </pre>
 *
 * 8n² and 16nm + 8n are the model and the copy that its publication reads back. Of 12tm², 8tm² are systems in double precision, which only
 * some data need. 8p are the ratings that count, by user and by item. It is 12p if low ratings count, and 4p if all ratings count alike,
 * because the rows of the users are then those of the ratings. Of the 12nm of sparse weights, 8nm remain as the model.
 *
 * @param heap of the JVM
 * @param offHeap outside it, which {@code -Dorg.bytedeco.javacpp.maxbytes} limits
 */
public record EaseMemory(long heap, long offHeap) {

    private static final long PANEL_ROWS = 2L * 256;

    /** A number in single and in double precision. */
    private static final long SYSTEM_BYTES = Float.BYTES + Double.BYTES;

    /** The model, and the copy that is read back when it is published. */
    private static final long MODELS = 2;

    /**
     * What the memory depends on.
     *
     * @param positives ratings that count
     * @param weighted whether low ratings count as well, with other weights
     */
    public record Size(int users, int items, long positives, int threads, boolean weighted) {}

    /** Of the training that these hyper-parameters order in this process. */
    public static EaseMemory estimate(Size size, EaseHyperparameters h) {
        EaseChoice choice = EaseChoice.of(size.items(), h, EaseChoice.Limits.ofProcess());
        return choice.isDense() ? dense(size) : sparse(size, choice.neighbours());
    }

    /** With weights between all items. */
    public static EaseMemory dense(Size size) {
        long items = size.items();
        long weights = Float.BYTES * items * items;
        long offHeap = Math.max(weights + Float.BYTES * items * PANEL_ROWS, MODELS * weights);
        return new EaseMemory(interactions(size) + 12 * items + Float.BYTES * items * size.threads(), offHeap);
    }

    /** With weights of at most {@code neighbours} items for each item. */
    public static EaseMemory sparse(Size size, int neighbours) {
        long items = size.items();
        long most = Math.min(neighbours, items);
        long head = SparseGram.headSize(size.items());
        long block = NeighbourhoodWeights.blockSize((int) most);
        long system = block * block + block + most * most + 2 * most;
        long worker = 24 * items + 4L * size.users() + 4 * system + 8 * head;
        long weights = 12 * items * most + 100 * items;
        long training =
                interactions(size) + 2 * head * (head + 1) + 16 * head + 24 * items + weights + size.threads() * worker;
        long model = 8 * items * most + 4 * items;
        return new EaseMemory(Math.max(training, MODELS * model), size.threads() * SYSTEM_BYTES * (most * most + most));
    }

    /** The ratings that count, by user and by item, with the weights of the users. */
    private static long interactions(Size size) {
        return size.positives() * (size.weighted() ? 12 : 8) + 16L * size.users() + 8L * size.items();
    }
}
