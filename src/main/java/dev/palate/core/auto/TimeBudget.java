package dev.palate.core.auto;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of an automatic training, counted from its first attempt.
 *
 * @param start minus the time that earlier attempts spent
 * @param reports whether the final training is followed by the whole report of a version, with its baselines, and not only by one
 *     measurement
 */
public record TimeBudget(Clock clock, Instant start, AutoBudget budget, boolean reports) {

    /** A budget that begins now and includes the report of a version. */
    public static TimeBudget beginning(Clock clock, AutoBudget budget) {
        return new TimeBudget(clock, clock.instant(), budget, true);
    }

    /** A budget that begins now and includes one measurement of the chosen model. */
    public static TimeBudget withoutReport(Clock clock, AutoBudget budget) {
        return new TimeBudget(clock, clock.instant(), budget, false);
    }

    /** The same after earlier attempts, which spent some seconds of it. */
    public TimeBudget withSpent(double seconds) {
        return new TimeBudget(clock, start.minusMillis((long) (1000 * seconds)), budget, reports);
    }

    public double total() {
        return 60 * budget.minutes();
    }

    /** Seconds since the start. */
    public double elapsed() {
        return Duration.between(start, clock.instant()).toMillis() / 1000.0;
    }

    /** Seconds until the end; negative after it. */
    double left() {
        return total() - elapsed();
    }

    /** The elapsed share, 0 to 1. */
    public double share() {
        return Math.min(1, Math.max(0, elapsed() / total()));
    }
}
