package dev.palate.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CoalescerTest {

    private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore gate = new Semaphore(0);

    /** Doubles numbers; each batch waits for the gate. */
    private final Coalescer<Integer, Integer> gated = new Coalescer<>(1, 3, calls -> {
        batches.add(calls);
        gate.acquireUninterruptibly();
        return calls.stream().map(number -> 2 * number).toList();
    });

    private record Caller(Thread thread, FutureTask<Integer> result) {

        static Caller start(Callable<Integer> call) {
            FutureTask<Integer> result = new FutureTask<>(call);
            Thread thread = new Thread(result);
            thread.setDaemon(true);
            thread.start();
            return new Caller(thread, result);
        }

        /** Returns when the thread waits, in a batch or for a batch. */
        Caller onceWaiting() {
            await().until(() -> thread.getState() == Thread.State.WAITING);
            return this;
        }
    }

    private Caller waiting(int number) {
        return Caller.start(() -> gated.call(number)).onceWaiting();
    }

    @Test
    void runsASingleCallImmediatelyOnItsOwnThread() {
        Coalescer<Integer, Thread> coalescer = new Coalescer<>(1, 3, calls -> List.of(Thread.currentThread()));

        assertThat(coalescer.call(1)).isSameAs(Thread.currentThread());
    }

    @Test
    void answersCallsThatArriveDuringABatchInTheNextBatch() throws Exception {
        List<Caller> callers = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            callers.add(waiting(number));
        }

        gate.release(3);

        for (int number = 1; number <= 5; number++) {
            assertThat(callers.get(number - 1).result().get()).isEqualTo(2 * number);
        }
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5));
    }

    @Test
    void addsFittingCallsToABatchAndKeepsTheOrderOfTheOthers() throws Exception {
        Coalescer<Integer, Integer> alike = new Coalescer<>(1, 3, (a, b) -> a % 2 == b % 2, calls -> {
            batches.add(calls);
            gate.acquireUninterruptibly();
            return calls;
        });
        List<Caller> callers = new ArrayList<>();
        for (int number = 1; number <= 6; number++) {
            int argument = number;
            callers.add(Caller.start(() -> alike.call(argument)).onceWaiting());
        }

        gate.release(3);

        for (int number = 1; number <= 6; number++) {
            assertThat(callers.get(number - 1).result().get()).isEqualTo(number);
        }
        assertThat(batches).containsExactly(List.of(1), List.of(2, 4, 6), List.of(3, 5));
    }

    @Test
    void runsOneBatchPerLeaderAtATime() throws Exception {
        CountDownLatch bothRun = new CountDownLatch(2);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Coalescer<Integer, Integer> pair = new Coalescer<>(2, 1, calls -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            bothRun.countDown();
            awaitZero(bothRun);
            running.decrementAndGet();
            return calls;
        });
        List<Caller> callers = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            int argument = number;
            callers.add(Caller.start(() -> pair.call(argument)));
        }
        for (int number = 0; number < 20; number++) {
            assertThat(callers.get(number).result().get()).isEqualTo(number);
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void failsOnlyTheCallsOfTheFailedBatch() throws Exception {
        Coalescer<Integer, Integer> failing = new Coalescer<>(1, 2, calls -> {
            gate.acquireUninterruptibly();
            if (calls.contains(2)) {
                throw new IllegalArgumentException("2 is among " + calls);
            }
            return calls;
        });
        List<Caller> callers = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            int argument = number;
            callers.add(Caller.start(() -> failing.call(argument)).onceWaiting());
        }

        gate.release(3);

        assertThat(callers.get(0).result().get()).isEqualTo(1);
        for (int number : List.of(2, 3)) {
            assertThatThrownBy(() -> callers.get(number - 1).result().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("2 is among [2, 3]");
        }
        assertThat(callers.get(3).result().get()).isEqualTo(4);
        assertThat(callers.get(4).result().get()).isEqualTo(5);
    }

    @Test
    void freesThePlaceAfterAnError() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Coalescer<Integer, Integer> coalescer = new Coalescer<>(1, 3, calls -> {
            if (broken.getAndSet(false)) {
                throw new StackOverflowError();
            }
            return calls;
        });

        assertThatThrownBy(() -> coalescer.call(1)).isInstanceOf(StackOverflowError.class);
        assertThat(coalescer.call(2)).isEqualTo(2);
    }

    @Test
    void failsAllCallsOfABatchWithMissingAnswers() {
        Coalescer<Integer, Integer> coalescer = new Coalescer<>(1, 3, calls -> List.of());

        assertThatThrownBy(() -> coalescer.call(1)).hasMessage("0 answers to 1 calls");
    }

    @Test
    void answersAnInterruptedCallerAndKeepsItsInterrupt() throws Exception {
        Caller first = waiting(1);
        AtomicBoolean kept = new AtomicBoolean();
        Caller second = Caller.start(() -> {
                    int result = gated.call(2);
                    kept.set(Thread.currentThread().isInterrupted());
                    return result;
                })
                .onceWaiting();

        second.thread().interrupt();
        gate.release(2);

        assertThat(first.result().get()).isEqualTo(2);
        assertThat(second.result().get()).isEqualTo(4);
        assertThat(kept).isTrue();
    }

    @Test
    void failsOnlyTheLeadersCallWhenTheLeaderIsInterrupted() throws Exception {
        Coalescer<Integer, Integer> interruptible = new Coalescer<>(1, 3, calls -> {
            batches.add(calls);
            try {
                gate.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            return calls;
        });
        List<Caller> callers = new ArrayList<>();
        for (int number = 1; number <= 4; number++) {
            int argument = number;
            callers.add(Caller.start(() -> interruptible.call(argument)).onceWaiting());
        }
        gate.release();
        await().until(() -> batches.size() == 2);
        callers.get(1).onceWaiting().thread().interrupt();
        gate.release(2);

        assertThatThrownBy(() -> callers.get(1).result().get()).hasRootCauseInstanceOf(InterruptedException.class);
        for (int number : List.of(1, 3, 4)) {
            assertThat(callers.get(number - 1).result().get()).isEqualTo(number);
        }
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4), List.of(3, 4));
    }

    private static void awaitZero(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
