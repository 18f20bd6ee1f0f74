package dev.palate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.memory.MemoryReservations.Reservation;
import dev.palate.core.memory.MemoryReservations.Work;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A heap of 100 of which 90 can be reserved, and of which the test says what is live and what is garbage. */
class MemoryReservationsTest {

    private static final int RETRIES = 3;

    private volatile long live;
    private volatile long garbage;
    private volatile int collections;

    private final MemoryReservations reservations = new MemoryReservations(new MemoryState.Source() {
        @Override
        public MemoryState read() {
            return new MemoryState(100, live + garbage, 100, 100, 0, 1000, 100);
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // One thread collects at a time.
        public MemoryState readAfterCollection() {
            collections++;
            garbage = 0;
            return read();
        }
    });

    private static Work work(long need, long result) {
        return new Work("It", MemoryNeed.ofHeap(need), MemoryNeed.ofHeap(result), "do less");
    }

    private Reservation reserve(long need) {
        return reservations.reserve(work(need, 0), () -> false);
    }

    /** Asks {@value #RETRIES} times whether it stops, and then stops. */
    private void assertWaits(long need) {
        int[] asked = new int[1];
        assertThatThrownBy(() -> reservations.reserve(work(need, 0), () -> ++asked[0] == RETRIES))
                .isInstanceOf(CancellationException.class);
        assertThat(asked[0]).isEqualTo(RETRIES);
    }

    /** The second time, what the first has allocated is not counted in addition to what it has reserved. */
    @Test
    void twoWorksShareTheMemoryThatTheFirstHasAlreadyAllocated() {
        try (Reservation first = reserve(40)) {
            live = 40;
            reserve(40).close();
            assertWaits(51);
        }
    }

    /** Most of its need is not allocated yet, so that much seems to be free. */
    @Test
    void doesNotGiveAwayWhatAWorkHasYetToAllocate() {
        try (Reservation first = reserve(60)) {
            live = 5;
            assertWaits(31);
        }
    }

    @Test
    void aWaitingWorkCollectsGarbageOnce() {
        try (Reservation first = reserve(20)) {
            live = 60; // the rest of the process has grown
            garbage = 20;
            assertWaits(50);
            assertThat(collections).isEqualTo(1);
        }
    }

    @Test
    void garbageOfTheFirstMomentIsNotTakenForMemoryInUse() {
        garbage = 30;
        try (Reservation first = reserve(40)) {
            reserve(40).close();
        }
    }

    @Test
    void theServedModelOfAnEndedWorkIsCounted() {
        Reservation first = reservations.reserve(work(40, 20), () -> false);
        try (Reservation second = reserve(40)) {
            first.close();
            assertWaits(40);
            reserve(30).close();
        }
        reserve(90).close(); // measured again
    }

    @Test
    void isAdmittedWhenAnotherEnds() throws Exception {
        Reservation first = reserve(60);
        CountDownLatch waits = new CountDownLatch(1);
        CompletableFuture<Reservation> second =
                CompletableFuture.supplyAsync(() -> reservations.reserve(work(60, 0), () -> {
                    waits.countDown();
                    return false;
                }));
        waits.await();
        assertThatThrownBy(() -> second.get(10, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        first.close();
        second.join().close();
    }

    /** The baselines of two trainings at the same time would otherwise both see the memory that is free before either allocates it. */
    @Test
    void aPartOfAWorkDoesNotTakeWhatOthersHaveReserved() {
        try (Reservation first = reserve(20);
                Reservation second = reserve(20)) {
            first.check("Its part", MemoryNeed.ofHeap(20), "do less"); // within its own reservation
            first.check("Its part", MemoryNeed.ofHeap(45), "do less");
            assertThatThrownBy(() -> second.check("Its part", MemoryNeed.ofHeap(25), "do less"))
                    .isInstanceOf(InsufficientMemoryException.class)
                    .hasMessage(
                            "Its part needs memory that other jobs have reserved. Order it when they have ended, or do less.");
            assertWaits(10);
        }
    }

    @Test
    void aPartOfTheOnlyWorkMayTakeAllThatIsFree() {
        try (Reservation only = reserve(60)) {
            only.check("Its part", MemoryNeed.ofHeap(90), "do less");
            assertThatThrownBy(() -> only.check("Its part", MemoryNeed.ofHeap(91), "do less"))
                    .hasMessageStartingWith("Its part needs about");
        }
    }

    @Test
    void refusesWhatNeverFits() {
        assertThatThrownBy(() -> reserve(91)).isInstanceOf(InsufficientMemoryException.class);
        reserve(90).close();
    }
}
