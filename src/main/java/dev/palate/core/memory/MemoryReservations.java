package dev.palate.core.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Divides the memory of a process among works that are done at the same time. The needs of all works together must fit into what was free
 * when the first of them began: what is free later lacks what the works have allocated of their needs, and would count it twice.
 */
public final class MemoryReservations {

    private static final long WAIT_MILLISECONDS = 500;

    private final ProcessMemory process;
    private final List<Claim> running = new ArrayList<>();
    private MemoryState beforeFirst;
    /** What works that ended since then may have left. */
    private MemoryNeed left = MemoryNeed.NONE;

    private long releases;

    public MemoryReservations(MemoryState.Source state) {
        this.process = new ProcessMemory(state);
        this.beforeFirst = state.read();
    }

    /**
     * What needs memory.
     *
     * @param name as the subject of a sentence
     * @param need at its peak
     * @param result the part that may stay when it ends, such as a model that is served
     * @param remedy how it needs less, as an imperative after "or"
     */
    public record Work(String name, MemoryNeed need, MemoryNeed result, String remedy) {}

    /**
     * The memory of one work until it is closed. It guards the parts of the work, such as the baselines of a training: a part that needs
     * more than was reserved is admitted only if others have not reserved that.
     */
    public interface Reservation extends AutoCloseable, MemoryGuard {

        @Override
        void close();
    }

    /**
     * Reserves memory, after a wait for other works if need be.
     *
     * @param stops whether the work is to be given up, so that it does not wait any longer
     * @throws InsufficientMemoryException if the process has too little memory for it, whatever other works do
     * @throws CancellationException if it is given up
     */
    public Reservation reserve(Work work, BooleanSupplier stops) {
        Claim claim = new Claim(work);
        synchronized (running) {
            // Collections take a pause, and only an ended work leaves much garbage.
            boolean collects = true;
            while (!admits(work, collects)) {
                if (stops.getAsBoolean()) {
                    throw new CancellationException("the job stops while it waits for memory");
                }
                long before = releases;
                await();
                collects = before != releases;
            }
            running.add(claim);
        }
        return claim;
    }

    /** What a work has reserved. */
    private final class Claim implements Reservation {

        private final Work work;
        private MemoryNeed need;

        Claim(Work work) {
            this.work = work;
            this.need = work.need();
        }

        @Override
        public void check(String part, MemoryNeed partNeed, String remedy) {
            synchronized (running) {
                MemoryNeed whole = work.need().covers(partNeed)
                        ? need
                        : need.or(work.need().plus(partNeed));
                if (running.size() > 1 && !beforeFirst.fits(reserved(whole.plus(left), this))) {
                    throw new InsufficientMemoryException(
                            "%s needs memory that other jobs have reserved. Order it when they have ended, or %s."
                                    .formatted(part, remedy));
                }
                process.check(part, partNeed, remedy);
                need = whole;
            }
        }

        @Override
        public void close() {
            release(this);
        }
    }

    /** @param except whose reservation is not counted */
    private MemoryNeed reserved(MemoryNeed more, @Nullable Claim except) {
        return running.stream()
                .filter(claim -> claim != except)
                .map(claim -> claim.need)
                .reduce(more, MemoryNeed::plus);
    }

    private boolean admits(Work work, boolean collects) {
        MemoryNeed need = work.need();
        if (running.isEmpty()) {
            // Garbage of that moment would count as memory that a second work cannot have.
            beforeFirst = process.admit(work.name(), need, need.plus(need), work.remedy());
            left = MemoryNeed.NONE;
            return true;
        }
        MemoryNeed all = reserved(need.plus(left), null);
        // The second condition is for what the rest of the process has allocated since then.
        return beforeFirst.fits(all) && process.fits(need, collects);
    }

    private void await() {
        try {
            running.wait(WAIT_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the job was interrupted while it waited for memory");
        }
    }

    private void release(Claim claim) {
        synchronized (running) {
            running.remove(claim);
            left = left.plus(claim.work.result());
            releases++;
            running.notifyAll();
        }
    }
}
