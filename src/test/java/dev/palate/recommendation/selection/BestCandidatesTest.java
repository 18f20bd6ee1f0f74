package dev.palate.recommendation.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.model.TopN;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BestCandidatesTest {

    private static final int OFFSET = 3;
    private static final int ITEMS = 50_000;
    private static final int WANTED = 400;

    private final float[] scores = new float[OFFSET + ITEMS];

    BestCandidatesTest() {
        SplittableRandom random = new SplittableRandom(5);
        for (int at = 0; at < scores.length; at++) {
            scores[at] = at % 11 == 0 ? Float.NaN : (float) random.nextGaussian();
        }
        Arrays.fill(scores, 0, OFFSET, 100); // of another user
    }

    @Test
    void containsTheBestAndAtLeastAsManyAsWanted() {
        int[] found = select(item -> true);
        assertThat(found).doesNotHaveDuplicates().hasSizeBetween(WANTED, 3 * WANTED);
        assertThat(found).contains(best(item -> true, WANTED));
    }

    @Test
    void containsOnlyCandidates() {
        IntPredicate odd = item -> item % 2 == 1;
        int[] found = select(odd);
        assertThat(IntStream.of(found).allMatch(odd)).isTrue();
        assertThat(found).hasSizeGreaterThanOrEqualTo(WANTED).contains(best(odd, WANTED));
    }

    @Test
    void findsTheFewCandidatesOfARareFilter() {
        IntPredicate rare = item -> item % 5000 == 7;
        assertThat(select(rare)).containsExactlyInAnyOrder(best(rare, WANTED));
    }

    @Test
    void takesTheFirstOfEqualScores() {
        Arrays.fill(scores, 1);
        assertThat(select(item -> true)).hasSize(WANTED);
    }

    @Test
    void selectsFromACatalogueThatIsSmallerThanTheSample() {
        assertThat(BestCandidates.of(scores, OFFSET, 100, 20, item -> true))
                .contains(TopN.select(scores, OFFSET, 100, 10, item -> true).items());
    }

    private int[] select(IntPredicate candidate) {
        return BestCandidates.of(scores, OFFSET, ITEMS, WANTED, candidate);
    }

    private int[] best(IntPredicate candidate, int count) {
        int[] items = TopN.select(scores, OFFSET, ITEMS, count, candidate).items();
        assertThat(IntStream.of(items)).isNotEmpty();
        return items;
    }
}
