package dev.palate.core.evaluation.newitem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.ease.Ease;
import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.newitem.ItemDescription;
import dev.palate.core.training.Processors;
import dev.palate.core.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** 40 items of four categories and 60 users, each of whom rates all items of one category highly and some others low. */
class NewItemComparisonTest {

    private static final int ITEMS = 40;
    private static final EvaluationSettings SETTINGS = EvaluationSettings.schema(
                    EvaluationSettings.strongGeneralization().protocol())
            .read(Map.of("k", List.of(2), "testShare", 0.2));

    @Test
    void holdsEveryRatingOfTheItemsOut() {
        HeldOutItems heldOut = HeldOutItems.draw(ratings(), 0.2, 1);
        assertThat(IntStream.range(0, ITEMS).filter(heldOut::contains).count()).isEqualTo(8);
        int[] counts = heldOut.split(4, 0.1, 0.2, 1).complete().columnCounts();
        for (int item = 0; item < ITEMS; item++) {
            assertThat(counts[item] == 0).isEqualTo(heldOut.contains(item));
        }
    }

    @Test
    void attributesRankBetterThanThePopularityOfCategories() {
        NewItemComparison comparison = NewItemComparison.of(ratings(), descriptions(), SETTINGS, Processors.of(1));
        Contender<?> ease = Contender.of(new Ease());
        ProtocolReport report;
        try (Model model = train(ease, comparison)) {
            report = comparison.report("new-items", "note", List.of(comparison.measure(ease, model, 1)));
        }
        assertThat(report.results())
                .extracting(AlgorithmResult::algorithm)
                .containsExactly("ease", "category-popularity", "random");
        // Every user likes one category, whose held-out items come first.
        assertThat(ndcg(report, 0)).isEqualTo(1);
        assertThat(ndcg(report, 1)).isLessThan(0.7);
        assertThat(ndcg(report, 2)).isLessThan(0.7);
    }

    @Test
    void needsUsersWithRelevantItemsOnBothSides() {
        EvaluationSettings strict = SETTINGS.withThreshold(9);
        assertThatThrownBy(() -> NewItemComparison.of(ratings(), descriptions(), strict, Processors.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rated at least 9.0");
    }

    private static <H extends Record> Model train(Contender<H> contender, NewItemComparison comparison) {
        return contender.algorithm().train(comparison.setup(contender, 1, TrainingListener.SILENT));
    }

    private static double ndcg(ProtocolReport report, int row) {
        return report.results().get(row).metrics().get("ndcg@2").mean();
    }

    private static RatingMatrix ratings() {
        List<SparseVector> rows = new ArrayList<>();
        for (int user = 0; user < 60; user++) {
            int liked = user % 4;
            int[] items = IntStream.range(0, ITEMS)
                    .filter(item -> item % 4 == liked || item % 8 == (liked + 1) % 4)
                    .toArray();
            float[] values = new float[items.length];
            for (int k = 0; k < items.length; k++) {
                values[k] = items[k] % 4 == liked ? 5 : 1;
            }
            rows.add(SparseVector.of(items, values));
        }
        return RatingMatrix.of(ITEMS, rows);
    }

    private static List<ItemDescription> descriptions() {
        return IntStream.range(0, ITEMS)
                .mapToObj(item -> new ItemDescription("Item " + item, 1990, List.of("Category " + item % 4)))
                .toList();
    }
}
