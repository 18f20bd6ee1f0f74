package dev.palate.training.memory;

import dev.palate.core.evaluation.Protocol;
import dev.palate.core.memory.InsufficientMemoryException;
import dev.palate.core.memory.MemoryNeed;
import dev.palate.core.memory.MemoryReservations;
import dev.palate.core.memory.MemoryReservations.Reservation;
import dev.palate.core.memory.MemoryReservations.Work;
import dev.palate.core.training.TrainingShape;
import dev.palate.rating.training.TrainingCounts;
import dev.palate.training.order.ExperimentOrder;
import dev.palate.training.order.JobOrder;
import dev.palate.training.order.TrainingOrder;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Admits training jobs for which this process has memory. A job that does not fit is refused with the numbers; one that only has to wait
 * for the memory of other jobs waits.
 */
@Component
public class TrainingMemory {

    /** Loaded, and for training: the first rows of this copy are those without the validation users. */
    private static final int COPIES_OF_RATINGS = 2;

    /** The other protocols hold out ratings or measure rankings as well. */
    private static final int COPIES_OF_OTHER_PROTOCOLS = 3;

    /** A text of some characters, its place in the index and in the list. */
    private static final long BYTES_OF_ID = 160;

    /** The scores that one thread of an evaluation holds at a time: of this many items, or of one user. */
    private static final long SCORES_OF_THREAD = 1 << 20;

    /** Counts, popularity and categories of an item in metrics. */
    private static final long BYTES_OF_ITEM = 64;

    private final MemoryReservations process;
    private final TrainingCounts counts;

    TrainingMemory(MemoryReservations process, TrainingCounts counts) {
        this.process = process;
        this.counts = counts;
    }

    /**
     * Reserves the memory that an order takes at its peak.
     *
     * @param threads of the training
     * @param stops whether the job has to stop, so that it does not wait any longer
     * @throws InsufficientMemoryException if the process has too little memory for it, whatever other jobs do
     */
    public Reservation reserve(JobOrder order, int threads, BooleanSupplier stops) {
        TrainingShape shape = counts.atMost();
        String remedy = order instanceof TrainingOrder<?> one ? one.algorithm().lessMemory() : "order one algorithm";
        MemoryNeed model = ofModel(order, shape, threads);
        return process.reserve(
                work(name("training", order, shape), ofData(order, shape, threads), model, remedy), stops);
    }

    /**
     * Reserves the memory that the publication of a file takes: the model, and later a copy that is read back.
     *
     * @param bytes of the file
     * @throws InsufficientMemoryException as {@link #reserve}
     */
    public Reservation reserveForFile(JobOrder order, long bytes, int threads, BooleanSupplier stops) {
        TrainingShape shape = counts.atMost();
        MemoryNeed model = MemoryNeed.ofHeap(2 * bytes);
        return process.reserve(
                work(
                        name("publication", order, shape),
                        ofData(order, shape, threads),
                        model,
                        "publish a smaller model"),
                stops);
    }

    /** @param model with the copy that is read back; one of them may be served afterwards */
    private static Work work(String name, MemoryNeed data, MemoryNeed model, String remedy) {
        return new Work(name, data.plus(model), model.half(), remedy);
    }

    private static String name(String noun, JobOrder order, TrainingShape shape) {
        return "The %s of '%s' on at most %d ratings of %d items by %d users"
                .formatted(noun, order.name(), shape.ratings(), shape.items(), shape.users());
    }

    private static MemoryNeed ofData(JobOrder order, TrainingShape shape, int threads) {
        return MemoryNeed.ofHeap(copiesOfRatings(order) * shape.bytes()
                + BYTES_OF_ID * ((long) shape.users() + shape.items())
                + BYTES_OF_ITEM * shape.items()
                + (long) Float.BYTES * threads * Math.max(SCORES_OF_THREAD, shape.items()));
    }

    private static int copiesOfRatings(JobOrder order) {
        boolean holdsOutUsers = !(order instanceof ExperimentOrder experiment)
                || experiment.evaluation().protocol() == Protocol.STRONG_GENERALIZATION;
        return holdsOutUsers ? COPIES_OF_RATINGS : COPIES_OF_OTHER_PROTOCOLS;
    }

    /** The contenders of an automatic training are checked one by one, when their time has come. */
    private static MemoryNeed ofModel(JobOrder order, TrainingShape shape, int threads) {
        return order instanceof TrainingOrder<?> one ? one.contender().memory(shape, threads) : MemoryNeed.NONE;
    }
}
