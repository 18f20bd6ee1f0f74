package dev.palate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcessMemoryTest {

    private static final long GIB = 1L << 30;

    /** 2 GiB of heap with 1 GiB of garbage, 1 GiB for JavaCPP and a process of at most 4 GiB. */
    private final MemoryState dirty = new MemoryState(2 * GIB, 3 * GIB / 2, 2 * GIB, GIB, 0, 4 * GIB, 5 * GIB / 2);

    private final MemoryState clean = new MemoryState(2 * GIB, GIB / 2, 2 * GIB, GIB, 0, 4 * GIB, 5 * GIB / 2);

    private final ProcessMemory memory = new ProcessMemory(new MemoryState.Source() {
        @Override
        public MemoryState read() {
            return dirty;
        }

        @Override
        public MemoryState readAfterCollection() {
            return clean;
        }
    });

    @Test
    void countsGarbageAsFree() {
        assertThatCode(() -> check(new MemoryNeed(GIB, 0))).doesNotThrowAnyException();
    }

    @Test
    void keepsAPartOfTheHeapForRequests() {
        assertThat(clean.freeHeap()).isBetween(GIB, 3 * GIB / 2 - 1);
        assertThatThrownBy(() -> check(MemoryNeed.ofHeap(3 * GIB / 2))).isInstanceOf(InsufficientMemoryException.class);
    }

    @Test
    void saysHowMuchHeapIsMissingAndWhatToDo() {
        assertThatThrownBy(() -> check(MemoryNeed.ofHeap(3 * GIB)))
                .hasMessage("The training of 'x' needs about 3.0 GiB of heap, and 1.3 GiB of 2.0 GiB are free."
                        + " Start Palate with at least -Xmx4096m, or order fewer of them.");
    }

    @Test
    void theRecommendedHeapSuffices() {
        MemoryState larger = new MemoryState(4 * GIB, GIB / 2, GIB, GIB, 0, 8 * GIB, GIB);
        assertThat(larger.fits(MemoryNeed.ofHeap(3 * GIB))).isTrue();
    }

    @Test
    void saysHowMuchNativeMemoryIsMissing() {
        assertThatThrownBy(() -> check(new MemoryNeed(0, 5 * GIB / 4)))
                .hasMessage(
                        "The training of 'x' needs about 1.3 GiB outside of the heap, and 1.0 GiB of 1.0 GiB are free."
                                + " Start Palate with at least -Dorg.bytedeco.javacpp.maxbytes=1536m, or order fewer of them.");
    }

    @Test
    void refusesWhatTheMachineCannotHold() {
        MemoryState small = new MemoryState(8 * GIB, GIB, 2 * GIB, Long.MAX_VALUE, 0, 4 * GIB, 3 * GIB);
        ProcessMemory onSmallMachine = new ProcessMemory(new Fixed(small));
        assertThatThrownBy(() -> onSmallMachine.check("The training of 'x'", new MemoryNeed(3 * GIB, 0), "order less"))
                .hasMessage(
                        "The training of 'x' needs about 2.0 GiB of memory, and the process can take 1.0 GiB more of"
                                + " 4.0 GiB. Give the process more memory, or order less.");
        assertThatCode(() -> onSmallMachine.check("The training of 'x'", new MemoryNeed(2 * GIB, 0), "order less"))
                .doesNotThrowAnyException();
    }

    @Test
    void readsTheStateOfThisProcess() {
        MemoryState state = MemoryState.Source.THIS_PROCESS.read();
        assertThat(state.usedHeap()).isPositive().isLessThanOrEqualTo(state.committedHeap());
        assertThat(state.committedHeap()).isLessThanOrEqualTo(state.maxHeap());
        assertThat(state.resident()).isPositive().isLessThan(state.maxResident());
        assertThat(state.maxTracked()).isPositive();
    }

    private void check(MemoryNeed need) {
        memory.check("The training of 'x'", need, "order fewer of them");
    }

    private record Fixed(MemoryState read) implements MemoryState.Source {

        @Override
        public MemoryState readAfterCollection() {
            return read;
        }
    }
}
