package dev.palate.experiment.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Invented users of an experiment, who differ as real ones do: some get many lists, and some click far more often than others. So the
 * lists of one user depend on each other.
 */
final class SimulatedExperiment {

    /** Of lists with a click. A user's own rate is three times this times the square of a uniform number. */
    private static final double MEAN_RATE = 0.2;
    /** The number of lists is 1 plus a geometric number. */
    private static final double MORE_LISTS = 0.8;

    private final double[] lifts;
    private final double[] shares;
    private final SplittableRandom random;
    private final double[][] sums;

    /**
     * @param lifts [arms]: the true relative differences to the control, whose own is 0
     */
    SimulatedExperiment(long seed, double... lifts) {
        this.lifts = lifts.clone();
        this.shares = new double[lifts.length];
        Arrays.fill(shares, 1.0 / lifts.length);
        this.random = new SplittableRandom(seed);
        this.sums = new double[lifts.length][7];
    }

    double[] shares() {
        return shares.clone();
    }

    /** More users take part. */
    void add(int users) {
        for (int user = 0; user < users; user++) {
            add();
        }
    }

    private void add() {
        int arm = random.nextInt(lifts.length);
        double uniform = random.nextDouble();
        double rate = 3 * MEAN_RATE * uniform * uniform * (1 + lifts[arm]);
        int lists = 0;
        int clicks = 0;
        do {
            lists++;
            clicks += random.nextDouble() < rate ? 1 : 0;
        } while (random.nextDouble() < MORE_LISTS);
        double[] sum = sums[arm];
        sum[0]++;
        sum[1] += clicks > 0 ? 1 : 0;
        sum[2] += clicks;
        sum[3] += lists;
        sum[4] += (double) clicks * clicks;
        sum[5] += (double) lists * lists;
        sum[6] += (double) clicks * lists;
    }

    /** The users as the sample. */
    List<RatioSample> samples() {
        return Arrays.stream(sums)
                .map(s -> new RatioSample((long) s[0], (long) s[1], s[2], s[3], s[4], s[5], s[6]))
                .toList();
    }

    /** The naive view: each list as if it had a user of its own. */
    List<RatioSample> samplesByList() {
        return Arrays.stream(sums)
                .map(s -> RatioSampleTest.users((long) s[2], (long) s[3]))
                .toList();
    }
}
