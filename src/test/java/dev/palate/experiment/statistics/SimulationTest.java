package dev.palate.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A thousand experiments each, with seeds, so that the figures are always the same. */
class SimulationTest {

    private static final int EXPERIMENTS = 1000;
    private static final double STATED = 0.2;
    /** Users of one day and two arms, whose experiment takes about twenty days. */
    private static final int DAY = 120;

    private static final int MOST_DAYS = 200;

    @Test
    void callsThreeToSevenPercentDifferentWithoutADifference() {
        assertThat(share(SimulationTest::callsADifference, 0, 0)).isBetween(0.03, 0.07);
    }

    @Test
    void keepsThatRateWithFourArms() {
        assertThat(share(SimulationTest::callsADifference, 0, 0, 0, 0)).isBetween(0.03, 0.07);
    }

    @Test
    void detectsAtLeastFourFifthsOfTheStatedDifferences() {
        assertThat(share(SimulationTest::callsADifference, 0, STATED)).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void detectsThemAmongFourArms() {
        assertThat(share(experiment -> decide(experiment).different().get(1), 0, 0, STATED, 0))
                .isGreaterThanOrEqualTo(0.8);
    }

    /** The reason for the interval by user: the same experiments, as if each list had a user of its own. */
    @Test
    void wouldCallFarMoreDifferentByList() {
        double byList = share(
                experiment -> {
                    experiment.add(20 * DAY);
                    return anyExcludesZero(experiment.samplesByList());
                },
                0,
                0);
        double byUser = share(
                experiment -> {
                    experiment.add(20 * DAY);
                    return anyExcludesZero(experiment.samples());
                },
                0,
                0);
        assertThat(byList).isGreaterThan(0.15);
        assertThat(byUser).isBetween(0.03, 0.07);
    }

    /** The reason for the interim boundary: a look every day at the 95 % interval. */
    @Test
    void wouldCallFarMoreDifferentByLookingEveryDay() {
        double everyDay = share(
                experiment -> {
                    boolean called = false;
                    for (int day = 0; day < 20; day++) {
                        experiment.add(DAY);
                        called |= anyExcludesZero(experiment.samples());
                    }
                    return called;
                },
                0,
                0);
        assertThat(everyDay).isGreaterThan(0.15);
    }

    /** The check of the sample ratio has a limit of 0.001, so that it rarely rejects a sound experiment. */
    @Test
    void hardlyEverFindsABrokenSampleRatio() {
        assertThat(share(
                        experiment -> {
                            experiment.add(20 * DAY);
                            return assess(experiment).sampleRatio().broken();
                        },
                        0,
                        0,
                        0))
                .isLessThan(0.005);
    }

    private static boolean callsADifference(SimulatedExperiment experiment) {
        return decide(experiment).verdict() == Verdict.DIFFERENT;
    }

    /** A look every day, or with more arms every few days, until something may be concluded. */
    private static Assessment decide(SimulatedExperiment experiment) {
        int users = experiment.shares().length == 2 ? DAY : 10 * DAY;
        for (int look = 0; look < MOST_DAYS; look++) {
            experiment.add(users);
            Assessment assessment = assess(experiment);
            if (assessment.verdict() == Verdict.DIFFERENT || assessment.verdict() == Verdict.NOT_DIFFERENT) {
                return assessment;
            }
        }
        throw new AssertionError("no conclusion after " + MOST_DAYS + " days");
    }

    private static Assessment assess(SimulatedExperiment experiment) {
        return Assessment.of(experiment.samples(), experiment.shares(), STATED);
    }

    private static boolean anyExcludesZero(List<RatioSample> samples) {
        return new ControlComparison(samples.get(0), samples.subList(1, samples.size()))
                .lifts().stream()
                        .anyMatch(lift -> lift.filter(Lift::excludesZero).isPresent());
    }

    private static double share(Predicate<SimulatedExperiment> called, double... lifts) {
        return IntStream.range(0, EXPERIMENTS)
                        .filter(seed -> called.test(new SimulatedExperiment(seed, lifts)))
                        .count()
                / (double) EXPERIMENTS;
    }
}
