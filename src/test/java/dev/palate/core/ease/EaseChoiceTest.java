package dev.palate.core.ease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.training.LikedRatings;
import org.junit.jupiter.api.Test;

class EaseChoiceTest {

    private static final long MIB = 1 << 20;
    private static final EaseChoice.Limits LARGE = new EaseChoice.Limits(6000 * MIB, 6000 * MIB);

    @Test
    void computesAllWeightsOfACatalogueThatFits() {
        EaseChoice choice = EaseChoice.of(10_000, h(0, EaseWeights.AUTO), LARGE);
        assertThat(choice.isDense()).isTrue();
        assertThat(choice.remark()).isNull();
    }

    @Test
    void takesTheNearestItemsIfAllWeightsDoNotFitAndSaysWhy() {
        EaseChoice choice = EaseChoice.of(10_000, h(0, EaseWeights.AUTO), new EaseChoice.Limits(6000 * MIB, 300 * MIB));
        assertThat(choice.neighbours()).isEqualTo(400);
        assertThat(choice.remark())
                .isEqualTo(
                        "each of the 10000 items has weights of its 400 nearest items, not of all: the weights between all"
                                + " 10000 items take 762 MiB outside the heap, and this process may use 300 MiB");
    }

    /** The training takes 401 MiB, and the model with the copy that is read back 762 MiB. */
    @Test
    void takesTheNearestItemsIfAllWeightsCouldBeTrainedButNotReadBack() {
        EaseChoice.Limits between = new EaseChoice.Limits(6000 * MIB, 761 * MIB);
        assertThat(EaseChoice.of(10_000, h(0, EaseWeights.AUTO), between).isDense())
                .isFalse();
        assertThatThrownBy(() -> EaseChoice.of(10_000, h(0, EaseWeights.DENSE), between))
                .hasMessageContaining("take 762 MiB outside the heap");
        EaseChoice.Limits enough = new EaseChoice.Limits(6000 * MIB, 763 * MIB);
        assertThat(EaseChoice.of(10_000, h(0, EaseWeights.AUTO), enough).isDense())
                .isTrue();
    }

    @Test
    void takesFewerNeighboursInALargerCatalogueOrASmallerHeap() {
        assertThat(EaseChoice.of(250_000, h(0, EaseWeights.AUTO), LARGE).neighbours())
                .isEqualTo(400);
        EaseChoice million = EaseChoice.of(1_000_000, h(0, EaseWeights.AUTO), LARGE);
        assertThat(million.neighbours()).isEqualTo(100);
        assertThat(million.remark())
                .endsWith(
                        ": the catalogue has more than 10000 items; more neighbours than 100 would give more than 100 million"
                                + " weights");
        EaseChoice small = EaseChoice.of(1_000_000, h(0, EaseWeights.SPARSE), new EaseChoice.Limits(1200 * MIB, 0));
        assertThat(small.neighbours()).isEqualTo(52);
        assertThat(small.remark()).endsWith("would take more than half of the heap");
        assertThat(EaseChoice.of(10_000_000, h(0, EaseWeights.AUTO), LARGE).neighbours())
                .isEqualTo(25);
    }

    @Test
    void doesWhatIsOrdered() {
        assertThat(EaseChoice.of(20_000, h(0, EaseWeights.DENSE), LARGE).isDense())
                .isTrue();
        assertThat(EaseChoice.of(20_000, h(20_000, EaseWeights.AUTO), LARGE).isDense())
                .isTrue();
        assertThat(EaseChoice.of(20_000, h(50, EaseWeights.AUTO), LARGE)).isEqualTo(new EaseChoice(20_000, 50, null));
        assertThat(EaseChoice.of(1000, h(0, EaseWeights.SPARSE), LARGE)).isEqualTo(new EaseChoice(1000, 400, null));
        assertThat(EaseChoice.of(1000, h(2000, EaseWeights.SPARSE), LARGE).neighbours())
                .isEqualTo(999);
    }

    @Test
    void refusesDenseWeightsThatDoNotFit() {
        assertThatThrownBy(() ->
                        EaseChoice.of(40_981, h(0, EaseWeights.DENSE), new EaseChoice.Limits(6000 * MIB, 2048 * MIB)))
                .hasMessage(
                        "the weights between all 40981 items take 12813 MiB outside the heap, and this process may use 2048 MiB:"
                                + " set weights to sparse, or raise -Dorg.bytedeco.javacpp.maxbytes and maxphysicalbytes");
    }

    @Test
    void refusesContradictions() {
        assertThatThrownBy(() -> new Ease().check(h(50, EaseWeights.DENSE)))
                .hasMessage(
                        "weights is dense, so that each item has weights of all others, but neighbours is 50; expected 0, or"
                                + " sparse weights");
        assertThatThrownBy(() -> new Ease().check(h(2001, EaseWeights.SPARSE)))
                .hasMessage("weights is sparse, but neighbours is 2001; expected at most 2000, or dense weights");
    }

    private static EaseHyperparameters h(int neighbours, EaseWeights weights) {
        return new EaseHyperparameters(LikedRatings.atLeast(4), 200, 0, 0, neighbours, weights);
    }
}
