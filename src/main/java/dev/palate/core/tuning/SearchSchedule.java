package dev.palate.core.tuning;

/**
 * The number and the lengths of the trainings of a search. The unit of length is a training with all epochs: with 20 candidates,
 * 20 quarters, 7 halves and 4 full trainings (the best 3, and the base hyper-parameters) have the length 12.5; without epochs
 * each of the 20 is trained once, in full.
 *
 * @param trials number of candidates
 * @param hasEpochs whether trainings can be shortened
 */
public record SearchSchedule(int trials, boolean hasEpochs) {

    static final int RUNGS = 3;
    private static final int ETA = 3;

    /** The length of the whole search. */
    public double length() {
        return before(RUNGS);
    }

    /** Whether the trainings of a rung have all their epochs. */
    public static boolean isFull(int rung) {
        return rung == RUNGS - 1;
    }

    int firstRung() {
        return hasEpochs ? 0 : RUNGS - 1;
    }

    /** The share of the search that is done after a share of a rung; failed and omitted trainings count as done. */
    double share(int rung, double ofRung) {
        return (before(rung) + ofRung * (before(rung + 1) - before(rung))) / length();
    }

    /** The number of {@code count} candidates that are promoted to the next rung. */
    static int promoted(int count) {
        return (count + ETA - 1) / ETA;
    }

    /** The divisor of the number of epochs in a rung. */
    static int shortening(int rung) {
        return 1 << (RUNGS - 1 - rung);
    }

    private double before(int end) {
        double length = 0;
        int count = trials;
        for (int rung = firstRung(); rung < end; rung++) {
            length += (double) count / shortening(rung);
            count = Math.min(trials, promoted(count) + (rung + 1 == RUNGS - 1 ? 1 : 0));
        }
        return length;
    }
}
