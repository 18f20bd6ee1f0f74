package dev.palate.core.ease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighbourhoodsTest {

    /** 1,100 items share one array of two million neighbours. */
    @Test
    void refusesMoreWeightsThanAnArrayHoldsBeforeAnyRegression() {
        int[][] nearest = new int[1100][];
        Arrays.fill(nearest, new int[2_000_000]);
        assertThatThrownBy(() -> new Neighbourhoods(nearest))
                .hasMessage("the items have more than two billion weights; lower neighbours");
    }

    @Test
    void itemsWithTheSameNeighboursFollowOneAnother() {
        int[][] nearest = IntStream.range(0, 12)
                .mapToObj(item -> new int[] {20 + item % 3, 30 + item % 3})
                .toArray(int[][]::new);
        Neighbourhoods neighbourhoods = new Neighbourhoods(nearest);
        for (int position = 0; position < 12; position += 4) {
            int group = neighbourhoods.item(position) % 3;
            assertThat(IntStream.range(position, position + 4).map(neighbourhoods::item))
                    .allMatch(item -> item % 3 == group);
        }
    }
}
