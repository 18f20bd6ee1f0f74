package dev.palate.core.engine.inference;

import dev.palate.core.engine.kernels.Kernels;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.TwoStageScores;
import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.InputTransform;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkScorer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.ParameterSource;
import dev.palate.core.network.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ObjIntConsumer;

/**
 * {@link NetworkScorer} on the CPU: a sum of the rated items' rows, then per layer one matrix-vector product for a single user
 * or one matrix product for many. Buffers are pooled, so a call allocates almost nothing. Subclasses define the two tables that
 * grow with the catalogue, the items' rows and the last layer.
 */
class ForwardPass implements NetworkScorer {

    /** The rows of a network's first layer, one for each item. */
    interface ItemWeights {

        /** {@code sums += factor row}. */
        void addScaled(float factor, int item, float[] sums, int offset);
    }

    /** A network's last layer: from the activations before it to a score for every item. */
    interface ScoreLayer extends AutoCloseable {

        /** The number of off-heap scores per row that this layer needs in a workspace; may be 0. */
        int offHeapScores();

        /**
         * Computes the scores of {@code rows} rows.
         *
         * @param stage the stage of the workspace whose activations are the input
         * @param scores receives {@code [rows x items]} from {@code offset}
         */
        void score(Workspace space, int stage, int rows, float[] scores, int offset);

        /** The number of the best items of each row whose coarse scores must be refined; 0 if the layer has no coarse scores. */
        default int refinedItems() {
            return 0;
        }

        /** As {@link #score}, but approximately and faster. */
        default void scoreCoarsely(Workspace space, int stage, int rows, float[] scores, int offset) {
            score(space, stage, rows, scores, offset);
        }

        /**
         * Replaces coarse scores of one row by exact ones.
         *
         * @param items the indexes of these scores
         * @param scores {@code [items]} from {@code offset}
         */
        default void refine(Workspace space, int stage, int[] items, float[] scores, int offset) {}

        @Override
        void close();
    }

    private static final int MOST_BATCH_ROWS = 64;
    /** Off-heap scores of a batch of more than one row: 16 MB. */
    private static final int MOST_BATCH_SCORES = 1 << 22;

    private final Kernels kernels = Kernels.FASTEST;
    private final NetworkSpec spec;
    private final InputTransform input;
    private final List<Layer> layers;
    private final List<Layer> stages;
    private final ItemWeights itemRows;
    private final float[] inputBias;
    private final float[] inputGain;
    private final float[] inputShift;
    /** The layers between the first and the last. */
    private final List<InferenceLayer> hidden = new ArrayList<>();

    private final ScoreLayer scoreLayer;
    private final int batchRows;
    private final TwoStageScores coarseFirst = new CoarseFirst();
    private final Queue<Workspace> single = new ConcurrentLinkedQueue<>();
    private final Queue<Workspace> batches = new ConcurrentLinkedQueue<>();

    ForwardPass(
            NetworkSpec spec,
            InputTransform input,
            ParameterSource source,
            ItemWeights itemRows,
            ScoreLayer scoreLayer) {
        this.spec = spec;
        this.input = input;
        this.layers = spec.weightedLayers();
        this.stages = stages(spec);
        this.itemRows = itemRows;
        this.inputBias = source.bias(0);
        this.inputGain = source.gain(0);
        this.inputShift = source.shift(0);
        for (int l = 1; l < layers.size() - 1; l++) {
            hidden.add(new InferenceLayer(layers.get(l), spec.inputSize(l), source, l));
        }
        this.scoreLayer = scoreLayer;
        this.batchRows = batchRows(spec);
    }

    /** The rows that a thread scores together. */
    static int batchRows(NetworkSpec spec) {
        return Math.max(1, Math.min(MOST_BATCH_ROWS, MOST_BATCH_SCORES / Math.max(1, spec.itemCount())));
    }

    /** The inputs of all dense layers, in order; the code follows its head. */
    static List<Layer> stages(NetworkSpec spec) {
        List<Layer> layers = spec.weightedLayers();
        List<Layer> stages = new ArrayList<>(layers.subList(0, layers.size() - 1));
        spec.latent()
                .ifPresent(code -> stages.add(spec.encoderDepth(), Layer.of(code.size(), ActivationFunction.IDENTITY)));
        return stages;
    }

    @Override
    public void score(SparseVector ratings, float[] scores) {
        score(ratings, scores, scoreLayer::score);
    }

    @Override
    public void scoreRows(RatingMatrix ratings, int from, int to, float[] scores) {
        scoreRows(ratings, from, to, scores, scoreLayer::score);
    }

    @Override
    public Optional<TwoStageScores> twoStages() {
        return scoreLayer.refinedItems() > 0 ? Optional.of(coarseFirst) : Optional.empty();
    }

    private final class CoarseFirst implements TwoStageScores {

        @Override
        public int refinedItems() {
            return scoreLayer.refinedItems();
        }

        @Override
        public void score(SparseVector ratings, float[] scores) {
            ForwardPass.this.score(ratings, scores, scoreLayer::scoreCoarsely);
        }

        @Override
        public void scoreRows(RatingMatrix ratings, int from, int to, float[] scores) {
            ForwardPass.this.scoreRows(ratings, from, to, scores, scoreLayer::scoreCoarsely);
        }

        @Override
        public void refine(SparseVector ratings, int[] items, float[] scores, int offset) {
            encodeOne(ratings, (space, stage) -> scoreLayer.refine(space, stage, items, scores, offset));
        }
    }

    /** Computes the scores of the rows of a workspace by its last activations. */
    private interface LastStep {
        void run(Workspace space, int stage, int rows, float[] scores, int offset);
    }

    private void score(SparseVector ratings, float[] scores, LastStep last) {
        encodeOne(ratings, (space, stage) -> last.run(space, stage, 1, scores, 0));
    }

    /** Computes the activations before the last layer for one user, and passes their workspace and stage on. */
    private void encodeOne(SparseVector ratings, ObjIntConsumer<Workspace> last) {
        Workspace space = take(single, 1);
        gather(ratings, space, 0);
        encodeGathered(space, 1);
        last.accept(space, lastStage(space, 1));
        single.add(space);
    }

    private void scoreRows(RatingMatrix ratings, int from, int to, float[] scores, LastStep last) {
        inBatches(to - from, (space, first, rows) -> {
            for (int r = 0; r < rows; r++) {
                gather(ratings.row(from + first + r), space, r);
            }
            encodeGathered(space, rows);
            last.run(space, lastStage(space, rows), rows, scores, first * spec.itemCount());
        });
    }

    /** The activations before the last layer, {@code [users x size]}. */
    final float[] activations(List<SparseVector> users) {
        int size = stages.get(stages.size() - 1).size();
        float[] activations = new float[users.size() * size];
        for (int user = 0; user < users.size(); user++) {
            int at = user * size;
            encodeOne(
                    users.get(user), (space, stage) -> System.arraycopy(space.values(stage), 0, activations, at, size));
        }
        return activations;
    }

    @Override
    public void encode(RatingMatrix ratings, int[] order, int from, int to, float[] codes) {
        int last = spec.encoderDepth() - 1;
        int size = layers.get(last).size();
        int stride = OffHeapMatrix.strideOf(size + 1);
        inBatches(to - from, (space, first, rows) -> {
            for (int r = 0; r < rows; r++) {
                gather(ratings.row(order[from + first + r]), space, r);
            }
            encodeGathered(space, rows);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(space.values(last), r * stride, codes, (first + r) * size, size);
            }
        });
    }

    @Override
    public void decode(float[] codes, int rows, float[] scores) {
        int stage = codeStage();
        int size = stages.get(stage).size();
        int stride = OffHeapMatrix.strideOf(size + 1);
        inBatches(rows, (space, first, count) -> {
            for (int r = 0; r < count; r++) {
                System.arraycopy(codes, (first + r) * size, space.values(stage), r * stride, size);
            }
            scoreLayer.score(space, lastStage(space, count), count, scores, first * spec.itemCount());
        });
    }

    /** Computes {@code rows} rows of a call, the first of which is number {@code first}. */
    private interface Batch {
        void run(Workspace space, int first, int rows);
    }

    private void inBatches(int count, Batch batch) {
        Workspace space = take(batches, batchRows);
        for (int first = 0; first < count; first += batchRows) {
            batch.run(space, first, Math.min(batchRows, count - first));
        }
        batches.add(space);
    }

    private Workspace take(Queue<Workspace> pool, int rows) {
        Workspace pooled = pool.poll();
        return pooled != null ? pooled : new Workspace(stages, scoreLayer.offHeapScores(), rows);
    }

    private int codeStage() {
        return spec.latent().isPresent() ? spec.encoderDepth() : spec.encoderDepth() - 1;
    }

    /** Computes the weighted sums of the first layer for one row. */
    private void gather(SparseVector ratings, Workspace space, int row) {
        int size = layers.get(0).size();
        float[] values = space.values(0);
        int at = row * OffHeapMatrix.strideOf(size + 1);
        System.arraycopy(inputBias, 0, values, at, size);
        float factor = 1 / input.norm(ratings);
        for (int k = 0; k < ratings.size(); k++) {
            float target = input.target(ratings.value(k), ratings.rank(k));
            if (target != 0) {
                itemRows.addScaled(target * factor, ratings.index(k), values, at);
            }
        }
    }

    /** Computes the mean of the code from the sums of the first layer. */
    private void encodeGathered(Workspace space, int rows) {
        finish(space, 0, rows, inputGain, inputShift);
        for (int l = 1; l < spec.encoderDepth(); l++) {
            forward(space, l - 1, l, hidden.get(l - 1), rows);
            if (spec.cumulativeSkips() && l < spec.encoder().size()) {
                addEarlier(space, l, rows);
            }
            finish(space, l, rows, hidden.get(l - 1).gain(), hidden.get(l - 1).shift());
        }
        if (spec.latent().isPresent()) {
            int head = spec.encoderDepth() - 1;
            int size = stages.get(head + 1).size();
            int from = OffHeapMatrix.strideOf(2 * size + 1);
            int to = OffHeapMatrix.strideOf(size + 1);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(space.values(head), r * from, space.values(head + 1), r * to, size);
            }
        }
    }

    /** Turns a stage's weighted sums into activations and mirrors them. */
    private void finish(Workspace space, int stage, int rows, float[] gain, float[] shift) {
        int stride = OffHeapMatrix.strideOf(stages.get(stage).size() + 1);
        for (int r = 0; r < rows; r++) {
            InferenceLayer.activate(kernels, stages.get(stage), gain, shift, space.values(stage), r * stride);
        }
        mirror(space, stage, rows);
    }

    private void mirror(Workspace space, int stage, int rows) {
        int size = stages.get(stage).size();
        int stride = OffHeapMatrix.strideOf(size + 1);
        for (int r = 0; r < rows; r++) {
            space.values(stage)[r * stride + size] = 1;
        }
        space.mirror(stage).write(0, 0, space.values(stage), 0, rows * stride);
    }

    /** Writes the weighted sums of {@code layer} for stage {@code from} to the heap values of stage {@code to}. */
    private static void forward(Workspace space, int from, int to, InferenceLayer layer, int rows) {
        OffHeapMatrix out = space.mirror(to);
        layer.sums(rows, space.mirror(from).from(0), out.from(0));
        out.read(0, 0, space.values(to), 0, rows * out.stride());
    }

    private void addEarlier(Workspace space, int stage, int rows) {
        int size = stages.get(stage).size();
        int stride = OffHeapMatrix.strideOf(size + 1);
        for (int r = 0; r < rows; r++) {
            for (int earlier = 0; earlier < stage; earlier++) {
                kernels.addScaled(1, space.values(earlier), r * stride, space.values(stage), r * stride, size);
            }
        }
    }

    /** Computes the activations before the last layer from the code, and returns their stage. */
    private int lastStage(Workspace space, int rows) {
        int stage = codeStage();
        mirror(space, stage, rows);
        for (int l = spec.encoderDepth(); l < layers.size() - 1; l++) {
            InferenceLayer layer = hidden.get(l - 1);
            forward(space, stage, stage + 1, layer, rows);
            finish(space, ++stage, rows, layer.gain(), layer.shift());
        }
        return stage;
    }

    /** Copies the parameters except those of the subclass: the weights of the first layer, and the last layer. */
    final void writeTo(Parameters target) {
        System.arraycopy(inputBias, 0, target.bias(0), 0, inputBias.length);
        System.arraycopy(inputGain, 0, target.gain(0), 0, inputGain.length);
        System.arraycopy(inputShift, 0, target.shift(0), 0, inputShift.length);
        for (int l = 1; l < layers.size() - 1; l++) {
            hidden.get(l - 1).write(target, l);
        }
    }

    @Override
    public void close() {
        hidden.forEach(InferenceLayer::close);
        scoreLayer.close();
        single.forEach(Workspace::close);
        batches.forEach(Workspace::close);
    }
}
