package dev.palate.core.parallel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Combines concurrent calls into batches, without threads or timers of its own. A caller that finds one of the {@code leaders}
 * places free becomes the leader of a batch; the other callers wait. A leader first yields to callers that are ready to call,
 * then adds up to {@code batchSize - 1} waiting calls to its own and executes the batch; then the first waiting caller becomes
 * the next leader. So a single call costs almost nothing, batches grow with the load, and a batch starts after all of its calls
 * were made: the data that it reads are never older than any of its calls.
 *
 * <p>A batch runs on the thread of one of its callers and must not depend on thread-bound state such as a transaction. An
 * interrupt does not end the waiting; the caller's interrupt flag stays set.
 *
 * <p>Palate keeps this class because batching libraries collect calls for a fixed time, up to a fixed number, or until an
 * explicit dispatch. Each of these adds latency to a single call, or threads.
 */
public final class Coalescer<C, R> {

    private final int batchSize;
    private final BiPredicate<C, C> fit;
    private final Batch<C, R> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Call<C, R>> waiting = new ArrayDeque<>();
    private int freePlaces;

    /** Answers several calls together. */
    @FunctionalInterface
    public interface Batch<C, R> {

        /** Returns one answer for each call, in the same order. An exception is thrown to every caller of the batch. */
        List<R> run(List<C> calls);
    }

    /**
     * @param leaders the greatest number of batches at a time
     * @param batchSize the greatest number of calls in a batch
     * @param fit whether the second call may be in a batch that the first one leads
     */
    public Coalescer(int leaders, int batchSize, BiPredicate<C, C> fit, Batch<C, R> work) {
        this.freePlaces = leaders;
        this.batchSize = batchSize;
        this.fit = fit;
        this.work = work;
    }

    /** A coalescer that may combine any calls. */
    public Coalescer(int leaders, int batchSize, Batch<C, R> work) {
        this(leaders, batchSize, (first, second) -> true, work);
    }

    /** The answer to {@code argument}, computed alone or in a batch with other calls. */
    public R call(C argument) {
        Call<C, R> call = new Call<>(argument);
        if (!takesPlace(call)) {
            call.awaitTurn();
        }
        Answer<R> answer = call.answer;
        return (answer == null ? lead(call) : answer).get();
    }

    /** Takes a free place and returns true, or adds the call to the queue. */
    private boolean takesPlace(Call<C, R> call) {
        lock.lock();
        try {
            if (freePlaces > 0) {
                freePlaces--;
                return true;
            }
            waiting.add(call);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Answers {@code own} and the calls in its batch. The next leader starts before the callers of this batch wake up. */
    private Answer<R> lead(Call<C, R> own) {
        yieldToCallers();
        List<Call<C, R>> batch = addWaiting(own);
        boolean interruptedBefore = Thread.interrupted();
        List<Answer<R>> answers = run(batch);
        boolean brokenByInterrupt =
                answers.get(0).failure != null && Thread.currentThread().isInterrupted();
        passOn(brokenByInterrupt ? batch.subList(1, batch.size()) : List.of());
        for (int k = 1; k < batch.size() && !brokenByInterrupt; k++) {
            batch.get(k).give(answers.get(k));
        }
        if (interruptedBefore) {
            Thread.currentThread().interrupt();
        }
        return answers.get(0);
    }

    /**
     * Lets virtual threads that are ready to call run first. Without this, none of them would run while as many batches compute
     * as there are processors, and every batch would contain one call.
     */
    @SuppressWarnings("ThreadPriorityCheck") // a hint: without its effect batches are only smaller
    private static void yieldToCallers() {
        Thread.yield();
    }

    private List<Call<C, R>> addWaiting(Call<C, R> own) {
        List<Call<C, R>> batch = new ArrayList<>();
        batch.add(own);
        lock.lock();
        try {
            Iterator<Call<C, R>> others = waiting.iterator();
            while (batch.size() < batchSize && others.hasNext()) {
                Call<C, R> other = others.next();
                if (fit.test(own.argument, other.argument)) {
                    others.remove();
                    batch.add(other);
                }
            }
        } finally {
            lock.unlock();
        }
        return batch;
    }

    private List<Answer<R>> run(List<Call<C, R>> batch) {
        try {
            List<R> results = work.run(batch.stream().map(call -> call.argument).toList());
            if (results.size() != batch.size()) {
                throw new IllegalStateException(results.size() + " answers to " + batch.size() + " calls");
            }
            return results.stream().map(Answer::<R>of).toList();
        } catch (RuntimeException | Error failure) {
            return Collections.nCopies(batch.size(), new Answer<>(null, failure));
        }
    }

    /** @param undone calls of a batch that failed because its leader was interrupted; they are queued again */
    private void passOn(List<Call<C, R>> undone) {
        lock.lock();
        try {
            for (int k = undone.size() - 1; k >= 0; k--) {
                waiting.addFirst(undone.get(k));
            }
            Call<C, R> next = waiting.poll();
            if (next == null) {
                freePlaces++;
            } else {
                next.turn.countDown();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Either a result or a failure. */
    private record Answer<R>(@Nullable R result, @Nullable Throwable failure) {

        static <R> Answer<R> of(R result) {
            return new Answer<>(result, null);
        }

        R get() {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            if (result == null) {
                throw new IllegalStateException("a batch answered with null");
            }
            return result;
        }
    }

    /** A call and its turn, which comes once: with an answer, or without one if the caller becomes the leader. */
    private static final class Call<C, R> {

        private final C argument;
        private final CountDownLatch turn = new CountDownLatch(1);
        private volatile @Nullable Answer<R> answer;

        Call(C argument) {
            this.argument = argument;
        }

        void give(Answer<R> given) {
            answer = given;
            turn.countDown();
        }

        void awaitTurn() {
            boolean interrupted = false;
            while (turn.getCount() > 0) {
                try {
                    turn.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
