package dev.palate.core.ease;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.matrix.CoOccurrences;
import dev.palate.core.model.SparseItemModel;
import dev.palate.core.model.SparseSections;
import dev.palate.core.parallel.Parallel;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingPart;
import dev.palate.core.training.TrainingSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * EASE for large catalogues: the weights of each item are those of a ridge regression on its nearest items alone (compare the sparse
 * Markov random field of Steck 2019b and fsSLIM, Ning and Karypis 2011). Its cost is the number of items times that of one regression;
 * that of the exact weights is the cube of the number of items.
 *
 * <p>The Gram matrix of the nearest items is exact: a matrix without its small entries would not be positive definite. It is scaled to
 * a unit diagonal, for which single precision is enough. {@link EaseMemory} says what a training takes.
 */
final class SparseEase {

    static final SparseSections SECTIONS = new SparseSections("ease.sparse", "weights");

    private final SparseGram gram;
    private final EaseHyperparameters h;
    private final TrainingSetup<EaseHyperparameters> setup;
    private final float[] scale;

    SparseEase(SparseGram gram, EaseHyperparameters h, TrainingSetup<EaseHyperparameters> setup) {
        this.gram = gram;
        this.h = h;
        this.setup = setup;
        this.scale = Ease.scale(gram.common(), h);
    }

    /**
     * Trains from the beginning.
     *
     * @param neighbours of each item, at most
     * @throws TrainingCancelledException if the listener cancelled
     */
    SparseItemModel train(int neighbours) {
        return train(new SparseState(scale.length, neighbours, 0), Optional.empty());
    }

    /** Continues the training whose state is {@code saved}. */
    SparseItemModel resume(CheckpointReader saved) {
        try {
            return train(SparseState.load(saved, scale.length), Optional.of(saved));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SparseItemModel train(SparseState before, Optional<CheckpointReader> saved) {
        CoOccurrences common = gram.common();
        Progress progress = new Progress(before, System.nanoTime());
        Neighbourhoods neighbourhoods =
                Neighbourhoods.of(common, scale, before.neighbours(), setup.threads(), setup.listener());
        SparseColumns columns = new SparseColumns(neighbourhoods);
        saved.ifPresent(state -> load(columns, state));
        int[] open = IntStream.range(0, columns.parts())
                .filter(part -> !columns.isFinished(part))
                .toArray();
        List<NeighbourhoodWeights> workers = new ArrayList<>();
        try {
            for (int thread = 0; thread < Math.min(setup.threads(), open.length); thread++) {
                workers.add(new NeighbourhoodWeights(gram, neighbourhoods, scale, before.neighbours()));
            }
            Parallel.run(setup.threads(), open.length, (thread, task) -> {
                int part = open[task];
                float[][] weights = workers.get(thread)
                        .of(columns.start(part), columns.end(part), () -> Ease.checkCancelled(setup.listener()));
                // The listener saves states on the thread that trains.
                progress.finished(columns, part, weights, thread == 0);
            });
        } finally {
            workers.forEach(NeighbourhoodWeights::close);
        }
        return new SparseItemModel(
                SECTIONS,
                (float) h.likes().threshold(),
                (float) h.likes().recency(),
                columns.toRows());
    }

    private static void load(SparseColumns columns, CheckpointReader state) {
        try {
            columns.load(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects the finished parts and tells the listener. */
    private final class Progress {

        private final SparseState before;
        private final long startNanos;

        Progress(SparseState before, long startNanos) {
            this.before = before;
            this.startNanos = startNanos;
        }

        void finished(SparseColumns columns, int part, float[][] weights, boolean savable) {
            synchronized (columns) {
                columns.put(part, weights);
                int done = columns.finished();
                setup.listener().onBatch(1, done, columns.parts());
                if (savable && done < columns.parts()) {
                    SparseState state = now();
                    setup.listener()
                            .onPart(new TrainingPart(done, columns.parts(), state.trainSeconds()), checkpoint -> {
                                state.save(checkpoint);
                                columns.save(checkpoint);
                            });
                }
            }
        }

        private SparseState now() {
            double seconds = before.trainSeconds() + (System.nanoTime() - startNanos) / 1e9;
            return new SparseState(before.itemCount(), before.neighbours(), seconds);
        }
    }
}
