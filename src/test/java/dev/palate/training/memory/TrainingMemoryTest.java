package dev.palate.training.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.palate.core.itemknn.ItemKnn;
import dev.palate.core.memory.InsufficientMemoryException;
import dev.palate.core.memory.MemoryGuard;
import dev.palate.core.memory.MemoryNeed;
import dev.palate.core.training.TrainingShape;
import dev.palate.rating.training.TrainingCounts;
import dev.palate.training.order.TrainingOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TrainingMemoryTest {

    private static final TrainingShape SHAPE = new TrainingShape(1000, 500, 20_000);

    private final List<MemoryNeed> asked = new ArrayList<>();
    private final TrainingCounts counts = mock(TrainingCounts.class);

    @Test
    void asksForTheDataAndTheModel() {
        reserveIn(Long.MAX_VALUE).close();
        MemoryNeed model =
                new ItemKnn().memory(SHAPE, new ItemKnn().hyperparameters().defaults(), 2);
        assertThat(asked.get(0).heapBytes()).isGreaterThan(model.heapBytes() + 3 * SHAPE.bytes());
    }

    @Test
    void refusesAJobThatNeverFits() {
        assertThatThrownBy(() -> reserveIn(1000))
                .isInstanceOf(InsufficientMemoryException.class)
                .hasMessage("The training of 'item-knn' on at most 20000 ratings of 500 items by 1000 users:"
                        + " order it with fewer neighbours");
    }

    @Test
    void aJobWaitsForTheMemoryOfAnother() {
        long needed = need();
        TrainingMemory memory = memory(needed * 3 / 2);
        TrainingMemory.Reservation first = reserve(memory, new AtomicBoolean());
        CompletableFuture<TrainingMemory.Reservation> second =
                CompletableFuture.supplyAsync(() -> reserve(memory, new AtomicBoolean()));
        assertThat(second).isNotDone();
        first.close();
        second.join().close();
        assertThat(asked.get(asked.size() - 1).heapBytes()).isEqualTo(needed);
    }

    @Test
    void aJobThatStopsDoesNotWait() {
        TrainingMemory memory = memory(need());
        reserve(memory, new AtomicBoolean());
        assertThatThrownBy(() -> reserve(memory, new AtomicBoolean(true))).isInstanceOf(CancellationException.class);
    }

    @Test
    void closedMemoryIsFree() {
        TrainingMemory memory = memory(need());
        reserve(memory, new AtomicBoolean()).close();
        reserve(memory, new AtomicBoolean()).close();
        assertThat(asked).hasSize(3);
    }

    private long need() {
        reserveIn(Long.MAX_VALUE).close();
        return asked.get(0).heapBytes();
    }

    private TrainingMemory.Reservation reserveIn(long bytes) {
        return reserve(memory(bytes), new AtomicBoolean());
    }

    private TrainingMemory memory(long bytes) {
        when(counts.atMost()).thenReturn(SHAPE);
        MemoryGuard guard = (work, need, remedy) -> {
            synchronized (asked) {
                asked.add(need);
            }
            if (need.heapBytes() > bytes) {
                throw new InsufficientMemoryException(work + ": " + remedy);
            }
        };
        return new TrainingMemory(guard, counts);
    }

    private static TrainingMemory.Reservation reserve(TrainingMemory memory, AtomicBoolean stops) {
        return memory.reserve(TrainingOrder.of(new ItemKnn()), 2, stops::get);
    }
}
