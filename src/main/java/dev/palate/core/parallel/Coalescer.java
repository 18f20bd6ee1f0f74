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
 * Combines calls of the same moment into batches. There are no threads and no timers: a caller that finds one of the
 * {@code leaders} places free leads a batch at once; the others wait, and whoever ends a batch makes the first of them the next
 * leader. A leader lets those run who are ready to call, and takes along those that wait by then, up to {@code batchSize}. So a
 * lone call costs next to nothing, batches grow with the load, and a batch starts after all of its calls were made: what it
 * reads is no older than any of them.
 *
 * <p>A batch runs on the thread of one of its callers and must not depend on what is bound to a thread, a transaction for
 * example. Waiting is not cut short by an interrupt, which the caller finds still set.
 */
public final class Coalescer<C, R> {

    private final int batchSize;
    private final BiPredicate<C, C> fit;
    private final Batch<C, R> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Call<C, R>> waiting = new ArrayDeque<>();
    private int freePlaces;

    /** Answers calls together. */
    @FunctionalInterface
    public interface Batch<C, R> {

        /** One answer for each call, in the same order. What it throws is thrown to every caller of the batch. */
        List<R> run(List<C> calls);
    }

    /**
     * @param leaders how many batches run at a time at most
     * @param batchSize how many calls a batch holds at most
     * @param fit whether the second call may be in a batch that the first one leads
     */
    public Coalescer(int leaders, int batchSize, BiPredicate<C, C> fit, Batch<C, R> work) {
        this.freePlaces = leaders;
        this.batchSize = batchSize;
        this.fit = fit;
        this.work = work;
    }

    /** Any calls may be in a batch together. */
    public Coalescer(int leaders, int batchSize, Batch<C, R> work) {
        this(leaders, batchSize, (first, second) -> true, work);
    }

    /** The answer to {@code argument}, given alone or together with others. */
    public R call(C argument) {
        Call<C, R> call = new Call<>(argument);
        if (!takesPlace(call)) {
            call.awaitTurn();
        }
        Answer<R> answer = call.answer;
        return (answer == null ? lead(call) : answer).get();
    }

    /** Whether a place was free; else the call waits in the queue. */
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

    /** Answers {@code own} and all that it takes along. The next leader begins before their callers are woken. */
    private Answer<R> lead(Call<C, R> own) {
        letOthersCall();
        List<Call<C, R>> batch = takeAlong(own);
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
     * Virtual threads that are ready to call get to run first: once as many batches compute as there are processors, none
     * would, and every batch would hold one call.
     */
    private static void letOthersCall() {
        Thread.yield();
    }

    private List<Call<C, R>> takeAlong(Call<C, R> own) {
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

    /** @param undone calls of a batch that an interrupt broke, which was meant for its leader alone */
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

    /** One caller's. Its turn comes once: with an answer, or without one to make it the leader. */
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
