package dev.palate.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatingMatrixTest {

    private final RatingMatrix matrix = RatingMatrix.of(
            4,
            List.of(
                    SparseVector.of(new int[] {3, 0}, new float[] {5, 1}),
                    SparseVector.empty(),
                    SparseVector.of(new int[] {0, 2}, new float[] {4, 2})));

    @Test
    void sortsARowByItem() {
        assertThat(matrix.row(0).indexes()).containsExactly(0, 3);
        assertThat(matrix.row(0).values()).containsExactly(1, 5);
    }

    @Test
    void transposesTwiceToTheOriginal() {
        RatingMatrix byItem = matrix.transpose();
        assertThat(byItem.rowCount()).isEqualTo(4);
        assertThat(byItem.row(0).indexes()).containsExactly(0, 2);
        assertThat(byItem.row(0).values()).containsExactly(1, 4);
        assertThat(byItem.row(1).isEmpty()).isTrue();
        assertThat(byItem.transpose().row(2).values()).containsExactly(4, 2);
    }

    @Test
    void selectsRowsInTheGivenOrder() {
        RatingMatrix selected = matrix.selectRows(new int[] {2, 1});
        assertThat(selected.row(0).values()).containsExactly(4, 2);
        assertThat(selected.row(1).isEmpty()).isTrue();
    }

    @Test
    void keepsRatingsOfAtLeastTheThreshold() {
        RatingMatrix liked = matrix.atLeast(4);
        assertThat(liked.size()).isEqualTo(2);
        assertThat(liked.row(0).indexes()).containsExactly(3);
    }

    @Test
    void leavesOneEntryOut() {
        assertThat(matrix.row(2).without(0).indexes()).containsExactly(2);
        assertThat(matrix.row(2).without(1).values()).containsExactly(4);
    }

    @Test
    void refusesArraysThatAreNotAMatrix() {
        assertThatThrownBy(() -> SparseVector.of(new int[] {1, 1}, new float[2]))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> RatingMatrix.ofRows(2, new int[] {0, 1}, new int[] {2}, new float[1]))
                .hasMessageContaining("item index 2");
        assertThatThrownBy(() -> RatingMatrix.ofRows(2, new int[] {0, 2}, new int[] {0}, new float[1]))
                .hasMessageContaining("announced");
    }
}
