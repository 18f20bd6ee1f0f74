package dev.palate.core.ease;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.training.LikedRatings;
import dev.palate.core.training.TrainingSetup;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the formula with what a training on one thread allocates, its short-lived objects included. */
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
