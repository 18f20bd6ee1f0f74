package dev.palate.listing.trend;

import java.util.stream.IntStream;

/**
 * The trends of single items, given how many events all items together had on each day.
 *
 * <p>Let {@code c(d)} be the events of an item on day {@code d} and {@code S(d)} those of all items. The window is the last {@code W}
 * days; the past is the {@value #PAST_DAYS} days before it, and begins for the item with its first event in it, but at the latest
 * {@value #WEEK} days before the window. A day {@code b} days before the window's first one has the weight {@code v = 2^(-b /
 * }{@value #PAST_HALF_LIFE}{@code )}. With sums over the past, {@code p = sum v c / sum v S} is the item's share of all events, and {@code m = sum v S / sum v} a
 * mean day. On the weekday {@code k} its share is {@code p(k) = (sum_k v c + p m / 4) / (sum_k v S + m / 4)}, where {@code sum_k} is over
 * the days with that weekday: a quarter of a day with the usual share is added. The expected events of a day are {@code e(d) = S(d)
 * p(k(d))}. So growth of the whole service, its own week and the part of today that has passed are expected, too.
 *
 * <p>A day {@code a} days ago has the weight {@code w = 2^(-a / h)}; the half-life {@code h} is half of the window, but at least one day. With
 * {@code O = sum w c}, {@code E = sum w e} and the variance {@code V = sum w^2 e} of a Poisson process, the score is
 *
 * <pre>(O - E) / sqrt(V + {@value #PRIOR_EVENTS} + ({@value #ORDINARY_DEVIATION} E)^2)</pre>
 *
 * <p>The prior of {@value #PRIOR_EVENTS} events keeps a few events of an unknown item from winning, and the last term says that a deviation of
 * a tenth is ordinary, however many events an item has. Without any event in the past of the service nothing trends.
 */
public final class Trends {

    public static final int PAST_DAYS = 56;
    public static final double LEAST_SCORE = 3;

    static final double PRIOR_EVENTS = 10;
    static final double ORDINARY_DEVIATION = 0.1;
    private static final int WEEK = 7;
    private static final int PAST_HALF_LIFE = 14;
    private static final double PART_OF_USUAL_DAY = 0.25;

    private static final double[] PAST_WEIGHTS = IntStream.range(0, PAST_DAYS)
            .mapToDouble(day -> Math.pow(2, -(double) (PAST_DAYS - day) / PAST_HALF_LIFE))
            .toArray();

    private final long[] totals;
    private final double[] weights;

    /**
     * @param totals the events of all items, [{@value #PAST_DAYS} + window days], the oldest day first
     * @throws IllegalArgumentException if there is no day after the past
     */
    public Trends(long[] totals) {
        if (totals.length <= PAST_DAYS) {
            throw new IllegalArgumentException("a window has at least one day");
        }
        this.totals = totals.clone();
        int days = totals.length - PAST_DAYS;
        double halfLife = Math.max(1, days / 2.0);
        this.weights = IntStream.range(0, days)
                .mapToDouble(day -> Math.pow(2, -(days - 1 - day) / halfLife))
                .toArray();
    }

    /** @param counts the events of one item on the same days as the totals */
    public Trend of(int[] counts) {
        double[] shares = shares(counts);
        long events = 0;
        double expected = 0;
        double observedSum = 0;
        double expectedSum = 0;
        double variance = 0;
        for (int day = 0; day < weights.length; day++) {
            int count = counts[PAST_DAYS + day];
            double predicted = totals[PAST_DAYS + day] * shares[(PAST_DAYS + day) % WEEK];
            events += count;
            expected += predicted;
            observedSum += weights[day] * count;
            expectedSum += weights[day] * predicted;
            variance += weights[day] * weights[day] * predicted;
        }
        double ordinary = ORDINARY_DEVIATION * expectedSum;
        double score = (observedSum - expectedSum) / Math.sqrt(variance + PRIOR_EVENTS + ordinary * ordinary);
        return new Trend(events, expected, hasPast() ? score : 0);
    }

    private boolean hasPast() {
        return IntStream.range(0, PAST_DAYS).anyMatch(day -> totals[day] > 0);
    }

    /** The item's expected share of all events, by weekday; a weekday is a day's index modulo 7. */
    private double[] shares(int[] counts) {
        double[] own = new double[WEEK];
        double[] all = new double[WEEK];
        double ownSum = 0;
        double allSum = 0;
        double weightSum = 0;
        for (int day = firstDay(counts); day < PAST_DAYS; day++) {
            double weight = PAST_WEIGHTS[day];
            own[day % WEEK] += weight * counts[day];
            all[day % WEEK] += weight * totals[day];
            ownSum += weight * counts[day];
            allSum += weight * totals[day];
            weightSum += weight;
        }
        double[] shares = new double[WEEK];
        if (allSum > 0) {
            double usual = PART_OF_USUAL_DAY * allSum / weightSum;
            for (int k = 0; k < WEEK; k++) {
                shares[k] = (own[k] + ownSum / allSum * usual) / (all[k] + usual);
            }
        }
        return shares;
    }

    private static int firstDay(int[] counts) {
        int first = 0;
        while (first < PAST_DAYS - WEEK && counts[first] == 0) {
            first++;
        }
        return first;
    }
}
