package dev.palate.training.memory;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.itemknn.ItemKnn;
import dev.palate.core.memory.InsufficientMemoryException;
import dev.palate.core.memory.MemoryNeed;
import dev.palate.core.memory.MemoryReservations;
import dev.palate.core.memory.MemoryState;
import dev.palate.core.training.TrainingShape;
import dev.palate.rating.training.TrainingCounts;
import dev.palate.training.order.TrainingOrder;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** How jobs share memory is tested with {@link MemoryReservations}. */
class TrainingMemoryTest {

    private static final TrainingShape SHAPE = new TrainingShape(1000, 500, 20_000);

    private final TrainingCounts counts = mock(TrainingCounts.class);
    private final MemoryNeed model =
            new ItemKnn().memory(SHAPE, new ItemKnn().hyperparameters().defaults(), 2);

    /** Two copies of the ratings, 224 bytes for each item and 160 for each user, 8 MiB of scores, and the model. */
    private final long need =
            model.heapBytes() + 2 * SHAPE.bytes() + 224L * SHAPE.items() + 160L * SHAPE.users() + (8 << 20);

    @Test
    void reservesTheDataAndTheModel() {
        assertThatCode(() -> reserve(memory(need)).close()).doesNotThrowAnyException();
        assertThatThrownBy(() -> reserve(memory(need - 2))).isInstanceOf(InsufficientMemoryException.class);
    }

    @Test
    void aProtocolThatHoldsOutRatingsTakesOneMoreCopy() {
        EvaluationSettings ratings =
                EvaluationSettings.schema(Protocol.RATING_PREDICTION).defaults();
        TrainingOrder<?> order = withEvaluation(TrainingOrder.of(new ItemKnn()), ratings);
        long copy = SHAPE.bytes();
        assertThatCode(() -> memory(need + copy).reserve(order, 2, () -> false).close())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> memory(need + copy - 2).reserve(order, 2, () -> false))
                .isInstanceOf(InsufficientMemoryException.class);
    }

    private static <H extends Record> TrainingOrder<H> withEvaluation(
            TrainingOrder<H> order, EvaluationSettings settings) {
        return new TrainingOrder<>(order.algorithm(), order.hyperparameters(), settings, order.seed(), order.options());
    }

    @Test
    void refusesAJobThatNeverFits() {
        assertThatThrownBy(() -> reserve(memory(1000)))
                .isInstanceOf(InsufficientMemoryException.class)
                .hasMessageStartingWith(
                        "The training of 'item-knn' on at most 20000 ratings of 500 items by 1000 users needs")
                .hasMessageEndingWith("or order it with fewer neighbours.");
    }

    @Test
    void aPublicationTakesTheModelTwice() {
        long data = need - model.heapBytes();
        long bytes = 10_000_000;
        assertThatCode(() -> publish(memory(data + 2 * bytes), bytes).close()).doesNotThrowAnyException();
        assertThatThrownBy(() -> publish(memory(data + 2 * bytes - 2), bytes))
                .isInstanceOf(InsufficientMemoryException.class);
    }

    @Test
    void jobsShareMemory() {
        TrainingMemory memory = memory(2 * need);
        try (MemoryReservations.Reservation first = reserve(memory)) {
            try (MemoryReservations.Reservation second = reserve(memory)) {
                assertThatThrownBy(() -> memory.reserve(TrainingOrder.of(new ItemKnn()), 2, () -> true))
                        .isInstanceOf(CancellationException.class);
            }
            // The model of the second may be served now.
            assertThatThrownBy(() -> memory.reserve(TrainingOrder.of(new ItemKnn()), 2, () -> true))
                    .isInstanceOf(CancellationException.class);
        }
    }

    /** @param free bytes */
    private TrainingMemory memory(long free) {
        when(counts.atMost()).thenReturn(SHAPE);
        long heap = (long) Math.ceil(free / 0.9);
        MemoryState state = new MemoryState(heap, 0, heap, heap, 0, 2 * heap, heap);
        return new TrainingMemory(
                new MemoryReservations(new MemoryState.Source() {
                    @Override
                    public MemoryState read() {
                        return state;
                    }

                    @Override
                    public MemoryState readAfterCollection() {
                        return state;
                    }
                }),
                counts);
    }

    private static MemoryReservations.Reservation reserve(TrainingMemory memory) {
        return memory.reserve(TrainingOrder.of(new ItemKnn()), 2, () -> false);
    }

    private static MemoryReservations.Reservation publish(TrainingMemory memory, long bytes) {
        return memory.reserveForFile(TrainingOrder.of(new ItemKnn()), bytes, 2, () -> false);
    }
}
