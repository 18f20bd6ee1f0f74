package dev.palate.spark.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.matrix.RatingMatrix;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class UserRowsTest {

    private static final UserRows ROWS =
            UserRows.of(List.of(row(2, 1, 4), row(2, 5, 3), row(3, 5, 5), row(7, 0, 2), row(7, 1, 4.5f), row(7, 6, 1))
                    .iterator());

    @Test
    void theLastOfSeveralRatingsOfAPairCounts() {
        UserRows rows =
                UserRows.of(List.of(row(0, 3, 1), row(0, 3, 2), row(0, 3, 5), row(1, 3, 4), row(1, 4, 1), row(1, 4, 3))
                        .iterator());
        assertThat(text(rows)).isEqualTo("0: 3=5.0 | 1: 3=4.0 4=3.0");
        assertThat(rows.ratingCount()).isEqualTo(3);
    }

    @Test
    void noRatingsAreNoRows() {
        UserRows none = UserRows.of(List.<Row>of().iterator());
        assertThat(none.size()).isZero();
        assertThat(none.ratingCount()).isZero();
        assertThat(none.matrix(4).rowCount()).isZero();
        assertThat(UserRows.concat(List.of()).size()).isZero();
        assertThat(none.within(new BitSet()).touching(0, 9).liked(4, 0.5).countsOf(4))
                .isEmpty();
    }

    /** More than what the arrays have room for at first. */
    @Test
    void holdsManyUsersAndRatings() {
        List<Row> many = new ArrayList<>();
        for (int user = 0; user < 100; user++) {
            for (int item = 0; item <= user; item++) {
                many.add(row(user, 2 * item, user));
            }
        }
        UserRows rows = UserRows.of(many.iterator());
        assertThat(rows.size()).isEqualTo(100);
        assertThat(rows.ratingCount()).isEqualTo(5050);
        RatingMatrix matrix = rows.ofUsers(user -> user > 97).matrix(200);
        assertThat(matrix.row(1).indexes())
                .isEqualTo(IntStream.range(0, 100).map(item -> 2 * item).toArray());
        assertThat(matrix.row(0).values()).hasSize(99).containsOnly(98f);
    }

    @Test
    void choosesUsersByTheirNumbers() {
        assertThat(text(ROWS.ofUsers(user -> user != 3))).isEqualTo("2: 1=4.0 5=3.0 | 7: 0=2.0 1=4.5 6=1.0");
    }

    @Test
    void choosesWholeRowsThatTouchARangeOfItems() {
        assertThat(text(ROWS.touching(5, 6))).isEqualTo("2: 1=4.0 5=3.0 | 3: 5=5.0");
        assertThat(text(ROWS.touching(6, 9))).isEqualTo("7: 0=2.0 1=4.5 6=1.0");
        assertThat(ROWS.touching(2, 5).size()).isZero();
    }

    @Test
    void keepsPairsOfItemsThatAreNeeded() {
        BitSet needed = new BitSet();
        needed.set(1);
        needed.set(5);
        needed.set(6);
        assertThat(text(ROWS.within(needed))).isEqualTo("2: 1=4.0 5=3.0 | 7: 1=4.5 6=1.0");
    }

    @Test
    void likedItemsAreOnesWithoutValuesAndUsersWithoutAnyRemain() {
        UserRows liked = ROWS.liked(4, 0);
        assertThat(text(liked)).isEqualTo("2: 1=1.0 | 3: 5=1.0 | 7: 1=1.0");
        assertThat(text(ROWS.liked(5, 0))).isEqualTo("2: | 3: 5=1.0 | 7:");
        assertThat(text(ROWS.liked(4, 0.5))).isEqualTo("2: 1=1.0 5=0.5 | 3: 5=1.0 | 7: 0=0.25 1=1.0 6=0.125");
        assertThat(ROWS.countsOf(4)).containsExactly(1, 1, 1);
        assertThat(liked.countsOf(1)).containsExactly(1, 1, 1);
    }

    @Test
    void rowsWithAndWithoutValuesAreConcatenated() {
        UserRows ones = ROWS.ofUsers(user -> user == 2).liked(3, 0);
        UserRows others = ROWS.ofUsers(user -> user == 3);
        assertThat(text(UserRows.concat(List.of(ones, others)))).isEqualTo("2: 1=1.0 5=1.0 | 3: 5=5.0");
        assertThat(text(UserRows.concat(List.of(ones, others.liked(3, 0))))).isEqualTo("2: 1=1.0 5=1.0 | 3: 5=1.0");
    }

    @Test
    void theDigestDependsOnUsersItemsAndValues() {
        String digest = digest(ROWS);
        assertThat(digest(ROWS.ofUsers(user -> true))).isEqualTo(digest);
        assertThat(digest(UserRows.of(List.of(row(2, 1, 4)).iterator())))
                .isNotEqualTo(digest(UserRows.of(List.of(row(2, 1, 4.5f)).iterator())))
                .isNotEqualTo(digest(UserRows.of(List.of(row(2, 2, 4)).iterator())))
                .isNotEqualTo(digest(UserRows.of(List.of(row(1, 1, 4)).iterator())));
        // The same numbers, divided between two users or not.
        assertThat(digest(UserRows.of(List.of(row(0, 1, 4), row(0, 2, 4)).iterator())))
                .isNotEqualTo(
                        digest(UserRows.of(List.of(row(0, 1, 4), row(1, 2, 4)).iterator())));
        UserRows ones = ROWS.liked(4, 0);
        UserRows asValues =
                UserRows.of(List.of(row(2, 1, 1), row(3, 5, 1), row(7, 1, 1)).iterator());
        assertThat(digest(ones)).isEqualTo(digest(asValues));
    }

    private static Row row(int user, int item, float value) {
        return RowFactory.create(user, item, value, 0L);
    }

    private static String digest(UserRows rows) {
        Digest digest = new Digest();
        rows.digest(digest);
        return digest.end();
    }

    private static String text(UserRows rows) {
        RatingMatrix matrix = rows.matrix(10);
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            StringBuilder text = new StringBuilder(rows.user(row) + ":");
            for (int at = matrix.rowStart(row); at < matrix.rowStart(row + 1); at++) {
                text.append(' ').append(matrix.column(at)).append('=').append(matrix.value(at));
            }
            texts.add(text.toString());
        }
        return String.join(" | ", texts);
    }
}
