package dev.palate.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Item 0 has the users 0 to 8; user u has the items 0, 1 + u % 3 and 4 + u, with the values 1, 2 and 1 + u. */
class CoOccurrencesTest {

    private static final int USERS = 9;
    private static final int ITEMS = 4 + USERS;

    private final CoOccurrences common = new CoOccurrences(ratings());

    private static RatingMatrix ratings() {
        List<SparseVector> rows = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            rows.add(SparseVector.of(new int[] {0, 1 + user % 3, 4 + user}, new float[] {1, 2, 1 + user}));
        }
        return RatingMatrix.of(ITEMS, rows);
    }

    /** The row of item 0 has 27 entries: of at most 27 all users are read, of at most 13 every second, and so on, but always one. */
    @ParameterizedTest
    @CsvSource({"100, 1", "27, 1", "14, 1", "13, 2", "9, 3", "6, 4", "3, 9", "1, 9", "0, 9"})
    void readsEverySoManiethUserOfARowWithTooManyEntries(long most, int step) {
        float[] expected = new float[ITEMS];
        for (int user = 0; user < USERS; user += step) {
            expected[0] += 1;
            expected[1 + user % 3] += 2;
            expected[4 + user] += 1 + user;
        }
        float[] counts = new float[ITEMS];
        int[] found = new int[ITEMS];
        int size = common.addRow(0, most, counts, found);
        assertThat(counts).isEqualTo(expected);
        assertThat(Arrays.copyOf(found, size))
                .containsExactlyInAnyOrder(IntStream.range(0, ITEMS)
                        .filter(item -> expected[item] != 0)
                        .boxed()
                        .toArray(Integer[]::new));
    }
}
