package dev.palate.core.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.ReferenceValues;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UserSplitTest {

    /** {@code numpy.random.RandomState(seed).permutation(n)}, NumPy 2.4.6. */
    @Test
    void permutesAsNumpyDoes() {
        assertThat(new MersenneTwister(42).permutation(10)).containsExactly(8, 1, 5, 0, 7, 2, 9, 4, 3, 6);
        assertThat(new MersenneTwister(4294967295L).permutation(8)).containsExactly(1, 7, 6, 0, 5, 4, 2, 3);
        assertThat(UserSplit.of(5, 0, 0.4, 0).test()).containsExactly(2, 0);
        assertThat(UserSplit.of(5, 0, 0.4, 0).train()).containsExactly(1, 3, 4);
    }

    @Test
    void splitsMovieLens100kAsScikitLearnDoes() {
        JsonNode reference = ReferenceValues.read("ml100k_split.json");
        UserSplit split = UserSplit.of(943, 0, 0.2, 42);
        assertThat(userIds(split.train()))
                .isEqualTo(ids(reference.get("train")))
                .hasSize(754);
        assertThat(userIds(split.test())).isEqualTo(ids(reference.get("test"))).hasSize(189);
    }

    /** MovieLens' users are 1 to 943, in ascending order. */
    private static int[] userIds(int[] rows) {
        return IntStream.of(rows).map(row -> row + 1).toArray();
    }

    private static int[] ids(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
    }
}
