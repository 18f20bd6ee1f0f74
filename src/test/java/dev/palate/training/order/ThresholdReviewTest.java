package dev.palate.training.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdReviewTest {

    @Test
    void acceptsAThresholdThatAFifthOfTheRatingsReach() {
        ThresholdReview review = ThresholdReview.of(ratings(1, 2, 3, 3, 4), 4);

        assertThat(review.obstacle()).isEmpty();
        assertThat(review.warning()).isEmpty();
    }

    @Test
    void namesAThresholdThatAFifthReachIfFewerDo() {
        assertThat(ThresholdReview.of(ratings(1, 1, 1, 1, 2, 2, 3, 3, 3, 4.5f), 4)
                        .warning())
                .contains("Only 10% of the ratings reach the threshold 4 and count as relevant; set \"threshold\": 3,"
                        + " which 40% of the ratings reach.");
    }

    @Test
    void reportsThatAllReachIt() {
        assertThat(ThresholdReview.of(ratings(1, 2, 3, 4, 5), 0).warning().orElseThrow())
                .contains("set \"threshold\": 4, which 40% of the ratings reach, if low ratings mean dislike");
        assertThat(ThresholdReview.of(ratings(1, 1, 1), 1).warning().orElseThrow())
                .contains("right for purchases and views");
    }

    @Test
    void isAnObstacleIfNoneReachesIt() {
        assertThat(ThresholdReview.of(ratings(1, 1, 1), 4).obstacle())
                .contains("no rating reaches the threshold 4; set \"threshold\": 1, which 100% of the ratings reach");
    }

    private static RatingMatrix ratings(float... values) {
        int[] items = new int[values.length];
        for (int item = 0; item < items.length; item++) {
            items[item] = item;
        }
        return RatingMatrix.of(values.length, List.of(SparseVector.of(items, values)));
    }
}
