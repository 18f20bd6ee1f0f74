package dev.palate.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkGateTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void rejectsCallersIfTheQueueIsFull() throws Exception {
        WorkGate gate = new WorkGate(1, 1, LONG);
        gate.enter();
        Thread waiter = startWaiting(gate, gate::leave);

        assertThat(catchThrowableOfType(OverloadedException.class, gate::enter).retryAfter())
                .isEqualTo(LONG);
        assertThat(gate.working()).isEqualTo(1);
        assertThat(gate.waiting()).isEqualTo(1);

        gate.leave();
        waiter.join();
        assertThat(gate.working()).isZero();
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void admitsCallersInTheOrderOfArrival() throws Exception {
        WorkGate gate = new WorkGate(1, 5, LONG);
        gate.enter();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Thread> waiters = new ArrayList<>();
        for (int n = 1; n <= 5; n++) {
            int number = n;
            waiters.add(startWaiting(gate, () -> {
                order.add(number);
                gate.leave();
            }));
        }

        gate.leave();
        for (Thread waiter : waiters) {
            waiter.join();
        }

        assertThat(order).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void rejectsCallersAfterTheMaximumWaitAndRemovesThemFromTheQueue() {
        WorkGate gate = new WorkGate(1, 1, Duration.ofMillis(1));
        gate.enter();

        for (int time = 0; time < 3; time++) {
            assertThatExceptionOfType(OverloadedException.class).isThrownBy(gate::enter);
            assertThat(gate.waiting()).isZero();
        }
        gate.leave();
        gate.enter();
        assertThat(gate.working()).isEqualTo(1);
    }

    @Test
    void anInterruptEndsTheWaitAndIsPreserved() {
        WorkGate gate = new WorkGate(1, 1, LONG);
        gate.enter();

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(OverloadedException.class).isThrownBy(gate::enter);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void nobodyWaitsWithoutAQueue() {
        WorkGate gate = WorkGate.withoutQueue(2, LONG);
        gate.enter();
        gate.enter();

        assertThat(catchThrowableOfType(OverloadedException.class, gate::enter).retryAfter())
                .isEqualTo(LONG);
        gate.leave();
        gate.enter();
        assertThat(gate.working()).isEqualTo(2);
    }

    /** Returns when one more thread waits. */
    private static Thread startWaiting(WorkGate gate, Runnable work) {
        int before = gate.waiting();
        Thread waiter = new Thread(() -> {
            gate.enter();
            work.run();
        });
        waiter.start();
        while (gate.waiting() == before) {
            Thread.onSpinWait();
        }
        return waiter;
    }
}
