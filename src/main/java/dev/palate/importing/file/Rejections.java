package dev.palate.importing.file;

import dev.palate.ratingfile.RejectedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Collects rejected rows: counts all of them, and keeps the first ones. */
public final class Rejections implements Consumer<RejectedLine> {

    public static final int KEPT = 1000;

    private final List<RejectedLine> fresh = new ArrayList<>();
    private final LongConsumer onEach;
    private long count;

    /**
     * @param earlier how many rows earlier attempts have rejected
     * @param onEach receives the count after each rejection; an exception ends the reading
     */
    public Rejections(long earlier, LongConsumer onEach) {
        this.count = earlier;
        this.onEach = onEach;
    }

    @Override
    public void accept(RejectedLine line) {
        if (count++ < KEPT) {
            fresh.add(line);
        }
        onEach.accept(count);
    }

    /** How many further lines are kept. */
    public int room() {
        return (int) Math.max(0, KEPT - count);
    }

    /** Counts rows that the caller has rejected and recorded itself. */
    public void add(long recorded) {
        count += recorded;
    }

    public long count() {
        return count;
    }

    /** Returns and removes the lines kept since the last call. */
    public List<RejectedLine> drain() {
        List<RejectedLine> drained = List.copyOf(fresh);
        fresh.clear();
        return drained;
    }
}
