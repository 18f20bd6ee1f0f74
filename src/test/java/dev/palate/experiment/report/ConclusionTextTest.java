package dev.palate.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.experiment.Ending;
import dev.palate.experiment.ExperimentArm;
import dev.palate.experiment.ExperimentMetric;
import dev.palate.experiment.NewExperiment;
import dev.palate.experiment.OnlineExperiment;
import dev.palate.experiment.report.ExperimentReport.Conclusion;
import dev.palate.experiment.statistics.Assessment;
import dev.palate.experiment.statistics.RatioSample;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every sentence that a reader can get, with users who have one list each. */
class ConclusionTextTest {

    @Test
    void saysThatADifferenceIsNotChance() {
        assertThat(of(0.3, null, 2000, 600, 2000, 780))
                .isEqualTo(new Conclusion(
                        "different",
                        "b has 30 % more clicks per list than a (95 % interval 19 % to 42 %): chance does not explain this"
                                + " difference."));
    }

    @Test
    void saysHowManyUsersWereWantedIfADifferenceIsClearEarly() {
        assertThat(of(0.05, null, 2000, 600, 2000, 420).sentence())
                .isEqualTo(
                        "b has 30 % fewer clicks per list than a (95 % interval -37 % to -22 %): chance does not explain this"
                                + " difference, although only 4,000 of about 46,000 planned users have taken part.");
    }

    @Test
    void saysHowManyMoreUsersAreNeeded() {
        assertThat(of(0.05, null, 2000, 600, 2000, 620))
                .isEqualTo(new Conclusion(
                        "not-yet",
                        "No difference can be concluded yet: b has 3.3 % more clicks per list than a (95 % interval -5.9 %"
                                + " to 13 %); to detect a difference of 5 %, about 30,000 more users are needed."));
    }

    @Test
    void warnsOfAnIntervalThatExcludesZeroTooEarly() {
        assertThat(of(0.05, null, 2000, 600, 2000, 670).sentence())
                .startsWith(
                        "No difference can be concluded yet: b has 12 % more clicks per list than a (95 % interval 1.9 % to 22 %)")
                .endsWith(
                        "An interval that excludes 0 counts only from the planned number of users on: looking every day finds"
                                + " differences that do not exist.");
    }

    @Test
    void saysWhatWouldHaveBeenNeededAfterTheEnd() {
        assertThat(of(0.05, new Ending(Instant.EPOCH, null, null), 2000, 600, 2000, 620)
                        .sentence())
                .startsWith("No difference can be concluded: b has")
                .endsWith("about 30,000 more users would have been needed.");
    }

    @Test
    void saysThatTheStatedDifferenceWouldHaveBeenDetected() {
        assertThat(of(0.3, null, 2000, 600, 2000, 620))
                .isEqualTo(
                        new Conclusion(
                                "not-different",
                                "No difference was found: b has 3.3 % more clicks per list than a (95 % interval -5.9 % to 13 %); a"
                                        + " difference of 30 % would have been detected in at least 80 % of such experiments."));
    }

    @Test
    void saysThatUsersAreMissing() {
        assertThat(of(0.05, null, 20, 10, 25, 12).sentence())
                .isEqualTo(
                        "Nothing can be concluded yet: a has 20 users, 10 of them with a click; each arm needs at least 100 users"
                                + " and 10 with a click.");
        assertThat(of(0.05, null, 0, 0, 0, 0).verdict()).isEqualTo("too-few-users");
    }

    @Test
    void saysThatTheSampleRatioIsBroken() {
        assertThat(of(0.05, null, 2000, 600, 2300, 800))
                .isEqualTo(new Conclusion(
                        "sample-ratio-broken",
                        "Nothing may be concluded: the numbers of users (a 2,000, b 2,300) do not fit the shares of the arms"
                                + " (p = 4.8e-06), so users were lost or assigned wrongly."));
    }

    @Test
    void comparesEveryArmWithTheControl() {
        assertThat(of(0.3, null, 2000, 600, 2000, 780, 2000, 610).sentence())
                .isEqualTo(
                        "b has 30 % more clicks per list than a (95 % interval 18 % to 43 %): chance does not explain this"
                                + " difference; no difference between c and a can be concluded.");
    }

    @Test
    void saysFromWhenEventsAreStored() {
        Conclusion conclusion = text(0.3, null, 2000, 600, 2000, 620).conclusion(LocalDate.of(2026, 8, 30));
        assertThat(conclusion.sentence())
                .endsWith(" Events about lists before 2026-08-30 are no longer stored and not counted.");
    }

    private static Conclusion of(double minimumLift, Ending ending, long... usersAndClicks) {
        return text(minimumLift, ending, usersAndClicks).conclusion(null);
    }

    private static ConclusionText text(double minimumLift, Ending ending, long... usersAndClicks) {
        List<ExperimentArm> arms = new ArrayList<>();
        List<ArmEvents> events = new ArrayList<>();
        int number = usersAndClicks.length / 2;
        double[] shares = new double[number];
        for (int arm = 0; arm < number; arm++) {
            shares[arm] = 1.0 / number;
            arms.add(new ExperimentArm(String.valueOf((char) ('a' + arm)), shares[arm], null, null, null));
            long users = usersAndClicks[2 * arm];
            long clicks = usersAndClicks[2 * arm + 1];
            events.add(new ArmEvents(
                    null, arm, ArmEvents.NONE, new RatioSample(users, clicks, clicks, users, clicks, users, clicks)));
        }
        NewExperiment definition = new NewExperiment("home", ExperimentMetric.CLICKS_PER_LIST, minimumLift, arms);
        Assessment assessment =
                Assessment.of(events.stream().map(ArmEvents::sample).toList(), shares, minimumLift);
        return new ConclusionText(new OnlineExperiment(1, definition, Instant.EPOCH, ending), events, assessment);
    }
}
