package dev.palate.core.tuning;

/**
 * How many trainings of which length a search plans. Lengths are in trainings of all epochs: with 20 settings 20 quarters, 7
 * halves and 4 in full (the best 3, and what there was before) come to 12.5; without epochs all 20 are trained in full, and
 * no more.
 *
 * @param trials settings to try
 * @param hasEpochs whether trainings can be shortened
 */
public record SearchSchedule(int trials, boolean hasEpochs) {

    static final int RUNGS = 3;
    private static final int ETA = 3;

    /** The whole search's. */
    public double length() {
        return before(RUNGS);
    }

    int firstRung() {
        return hasEpochs ? 0 : RUNGS - 1;
    }

    /** How much of the search is done once a share of a rung is; what failed or was left out counts as done. */
    double share(int rung, double ofRung) {
        return (before(rung) + ofRung * (before(rung + 1) - before(rung))) / length();
    }

    /** How many of {@code count} settings get into the next rung. */
    static int promoted(int count) {
        return (count + ETA - 1) / ETA;
    }

    /** A rung's trainings have one {@code shortening(rung)}th of the epochs. */
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
