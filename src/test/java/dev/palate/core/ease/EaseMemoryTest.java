package dev.palate.core.ease;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.palate.core.SavedModel;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.training.LikedRatings;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingSetup;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the formulas with what trainings allocate, their short-lived objects included. */
class EaseMemoryTest {

    private static final int USERS = 4000;

    /** The greatest term: the Gram matrix of the head, the weights, the ratings, and the ratings and their weights. */
    @ParameterizedTest
    @CsvSource({"6000, 8, 30, false", "9000, 8, 200, false", "500, 100, 20, false", "500, 100, 20, true"})
    void predictsTheHeapOfASparseTraining(int items, int perUser, int neighbours, boolean weighted) {
        RatingMatrix ratings = ratings(items, perUser);
        LikedRatings likes = new LikedRatings(4, weighted ? 0.5 : 0, 0);
        TrainingSetup<EaseHyperparameters> setup = TrainingSetup.of(
                ratings, new EaseHyperparameters(likes, 100, 0, 0, neighbours, EaseWeights.SPARSE), 1, 1);
        new Ease().train(setup).close(); // loads the classes
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        new Ease().train(setup).close();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        long counted = weighted ? ratings.size() : ratings.onesAtLeast(4).size();
        EaseMemory expected = EaseMemory.sparse(new EaseMemory.Size(USERS, items, counted, 1, weighted), neighbours);
        assertThat((double) expected.heap() / allocated).isBetween(0.85, 1.15);
    }

    /** 400 million weights with their items, twice, and twice the starts of the rows. */
    @Test
    void countsTheCopyThatIsReadBack() {
        EaseMemory memory = EaseMemory.sparse(new EaseMemory.Size(1000, 1_000_000, 10_000, 1, false), 400);
        assertThat(memory.heap()).isEqualTo(2 * (8 * 400_000_000L + 4 * 1_000_000));
    }

    /** The caller allocates the scratch memory of all threads. */
    @Test
    void predictsTheHeapOfAnotherThreadOfASparseTraining() {
        RatingMatrix ratings = ratings(500, 20);
        long more = allocated(ratings, 3) - allocated(ratings, 1);
        long expected = EaseMemory.sparse(new EaseMemory.Size(USERS, 500, 0, 3, false), 20)
                        .heap()
                - EaseMemory.sparse(new EaseMemory.Size(USERS, 500, 0, 1, false), 20)
                        .heap();
        assertThat((double) expected / more).isBetween(0.9, 1.2);
    }

    private static long allocated(RatingMatrix ratings, int threads) {
        ThreadMXBean beans = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        EaseHyperparameters h = sparse(20, 100);
        new Ease().train(TrainingSetup.of(ratings, h, 1, threads)).close();
        long before = beans.getCurrentThreadAllocatedBytes();
        new Ease().train(TrainingSetup.of(ratings, h, 1, threads)).close();
        return beans.getCurrentThreadAllocatedBytes() - before;
    }

    /** The panels of the inversion are the greater part in a small catalogue, and the copy that is read back in a large one. */
    @ParameterizedTest
    @ValueSource(ints = {300, 1500})
    void predictsTheMemoryOutsideTheHeapOfADenseTraining(int items) throws IOException {
        EaseHyperparameters h = new EaseHyperparameters(LikedRatings.atLeast(4), 100, 0, 0, 0, EaseWeights.DENSE);
        Peak peak = new Peak();
        try (Model model = new Ease()
                        .train(TrainingSetup.of(ratings(items, 30), h, 1, 2).withListener(peak));
                Model copy = SavedModel.restored(new Ease(), model)) {
            peak.observe();
            assertThat(copy.itemCount()).isEqualTo(items);
        }
        long expected =
                EaseMemory.dense(new EaseMemory.Size(USERS, items, 0, 2, false)).offHeap();
        assertThat((double) expected / peak.bytes()).isBetween(0.95, 1.15);
    }

    /** Single precision does not suffice because each item is there a hundred times; the double one takes twice its memory. */
    @ParameterizedTest
    @CsvSource({"1, 4e-4, 1", "3, 100, 3"})
    void predictsTheMemoryOutsideTheHeapOfASparseTraining(int threads, double lambda, double share) {
        int neighbours = 200;
        Peak peak = new Peak();
        new Ease()
                .train(TrainingSetup.of(repeated(), sparse(neighbours, lambda), 1, threads)
                        .withListener(peak))
                .close();
        long expected = EaseMemory.sparse(new EaseMemory.Size(USERS, 1000, 0, threads, false), neighbours)
                .offHeap();
        assertThat((double) expected / peak.bytes()).isBetween(0.95 * share, 1.05 * share);
    }

    private static EaseHyperparameters sparse(int neighbours, double lambda) {
        return new EaseHyperparameters(LikedRatings.atLeast(4), lambda, 0, 0, neighbours, EaseWeights.SPARSE);
    }

    /** The most memory outside the heap during a training, in addition to that before. */
    private static final class Peak implements TrainingListener {

        private final long before = Pointer.totalBytes();
        private final AtomicLong peak = new AtomicLong();

        @Override
        public void onBatch(int epoch, int batch, int batches) {
            observe();
        }

        void observe() {
            peak.accumulateAndGet(Pointer.totalBytes() - before, Math::max);
        }

        long bytes() {
            return peak.get();
        }
    }

    /** Each of 10 items a hundred times. */
    private static RatingMatrix repeated() {
        RatingMatrix some = ratings(10, 3);
        List<SparseVector> rows = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            int[] own = some.row(user).indexes();
            int[] items = IntStream.of(own)
                    .flatMap(item -> IntStream.range(100 * item, 100 * item + 100))
                    .toArray();
            float[] values = new float[items.length];
            Arrays.fill(values, 5);
            rows.add(SparseVector.of(items, values));
        }
        return RatingMatrix.of(1000, rows);
    }

    /** Four fifths of the ratings are liked. */
    private static RatingMatrix ratings(int items, int perUser) {
        SplittableRandom random = new SplittableRandom(2);
        int[] starts = new int[USERS + 1];
        int[] columns = new int[USERS * perUser];
        float[] values = new float[columns.length];
        for (int user = 0; user < USERS; user++) {
            int[] own = random.ints(0, items).distinct().limit(perUser).sorted().toArray();
            System.arraycopy(own, 0, columns, user * perUser, perUser);
            starts[user + 1] = (user + 1) * perUser;
        }
        for (int at = 0; at < values.length; at++) {
            values[at] = 3.2f + random.nextFloat() * 4;
        }
        return RatingMatrix.ofRows(items, starts, columns, values);
    }
}
