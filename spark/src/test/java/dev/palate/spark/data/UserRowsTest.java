package dev.palate.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class UserRowsTest {

    private static final int ITEMS = 6;

    private static Row rating(int user, int item, float value) {
        return RowFactory.create(user, item, value, 0L);
    }

    private final UserRows rows = UserRows.of(List.of(
                    rating(3, 0, 5),
                    rating(3, 4, 2),
                    rating(3, 4, 4),
                    rating(5, 1, 1),
                    rating(9, 2, 3),
                    rating(9, 5, 4))
            .iterator());

    @Test
    void theLastRatingOfAPairCounts() {
        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.ratingCount()).isEqualTo(5);
        assertThat(rows.user(0)).isEqualTo(3);
        assertThat(rows.matrix(ITEMS).row(0).values()).containsExactly(5, 4);
    }

    @Test
    void manyRatingsOfOneUserAreKept() {
        UserRows many = UserRows.of(
                IntStream.range(0, 5000).mapToObj(item -> rating(1, item, item)).iterator());
        assertThat(many.ratingCount()).isEqualTo(5000);
        assertThat(many.matrix(5000).row(0).value(4999)).isEqualTo(4999);
    }

    @Test
    void likedRatingsAreOnesAndKeepAllUsers() {
        UserRows liked = rows.liked(4, 0);
        assertThat(liked.size()).isEqualTo(3);
        assertThat(liked.matrix(ITEMS).row(0).values()).containsExactly(1, 1);
        assertThat(liked.matrix(ITEMS).row(1).size()).isZero();
        assertThat(rows.liked(4, 0.5).matrix(ITEMS).row(1).size()).isEqualTo(1);
    }

    @Test
    void selectsUsersByNumberByRangeOfItemsAndByPairs() {
        assertThat(rows.ofUsers(user -> user != 5).ratingCount()).isEqualTo(4);
        UserRows touching = rows.touching(4, 6);
        assertThat(touching.size()).isEqualTo(2);
        assertThat(touching.ratingCount()).isEqualTo(4);
        BitSet kept = new BitSet();
        kept.set(0);
        kept.set(2);
        kept.set(4);
        UserRows pairs = rows.within(kept);
        assertThat(pairs.size()).isEqualTo(1);
        assertThat(pairs.user(0)).isEqualTo(3);
    }

    @Test
    void partsAreConcatenatedWithTheirValues() {
        UserRows first = rows.ofUsers(user -> user == 3).liked(4, 0);
        UserRows both = UserRows.concat(List.of(first, rows.ofUsers(user -> user > 3)));
        assertThat(both.size()).isEqualTo(3);
        assertThat(both.matrix(ITEMS).row(0).values()).containsExactly(1, 1);
        assertThat(both.matrix(ITEMS).row(2).values()).containsExactly(3, 4);
    }

    @Test
    void usersAreDividedIntoRangesOfEqualLength() {
        Partitions partitions = new Partitions(10, 4);
        assertThat(IntStream.rangeClosed(0, 4).map(partitions::first)).containsExactly(0, 2, 5, 7, 10);
        assertThatThrownBy(() -> new Partitions(3, 4)).hasMessage("3 users cannot be divided into 4 partitions");
    }
}
