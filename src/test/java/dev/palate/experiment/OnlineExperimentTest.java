package dev.palate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnlineExperimentTest {

    private static final int USERS = 20_000;

    /** SHA-256 of "experiment\n1\nann", computed with Python: its first 53 bits, divided by 2^53. */
    @Test
    void placesAUserForEver() {
        assertThat(OnlineExperiment.place(1, "ann")).isEqualTo(0.7123301152570943, within(1e-15));
    }

    @Test
    void dividesUsersByTheShares() {
        OnlineExperiment experiment = experiment(1, null, 0.2, 0.5, 0.3);
        long[] users = new long[3];
        IntStream.range(0, USERS)
                .forEach(user -> users[experiment.assign("u" + user).position()]++);
        // Four standard deviations of a fair draw.
        assertThat(users[0] / (double) USERS).isEqualTo(0.2, within(0.012));
        assertThat(users[1] / (double) USERS).isEqualTo(0.5, within(0.015));
    }

    @Test
    void dividesUsersOfAnotherExperimentIndependently() {
        OnlineExperiment first = experiment(1, null, 0.5, 0.5);
        OnlineExperiment second = experiment(2, null, 0.5, 0.5);
        long both = IntStream.range(0, USERS)
                .mapToObj(user -> "u" + user)
                .filter(user -> first.assign(user).position() == 1
                        && second.assign(user).position() == 1)
                .count();
        assertThat(both / (double) USERS).isEqualTo(0.25, within(0.013));
    }

    @Test
    void givesEveryUserAnArmAlthoughTheSharesAreRounded() {
        OnlineExperiment experiment = experiment(1, null, 0.333, 0.333, 0.3339999);
        assertThat(IntStream.range(0, USERS).mapToObj(user -> experiment.assign("u" + user)))
                .allSatisfy(assignment -> assertThat(assignment.position()).isBetween(0, 2));
    }

    @Test
    void givesAllUsersTheWinnerAfterTheEndOrElseTheControl() {
        OnlineExperiment won = experiment(1, new Ending(Instant.EPOCH, 1, null), 0.5, 0.5);
        OnlineExperiment open = experiment(1, new Ending(Instant.EPOCH, null, null), 0.5, 0.5);
        for (int user = 0; user < 20; user++) {
            assertThat(won.assign("u" + user).arm().name()).isEqualTo("arm1");
            assertThat(open.assign("u" + user).arm().name()).isEqualTo("arm0");
            assertThat(open.assign("u" + user).ended()).isTrue();
        }
        assertThat(won.served()).extracting(ExperimentArm::name).containsExactly("arm1");
    }

    private static OnlineExperiment experiment(int id, Ending ending, double... shares) {
        List<ExperimentArm> arms = IntStream.range(0, shares.length)
                .mapToObj(k -> new ExperimentArm("arm" + k, shares[k], null, null, null))
                .toList();
        NewExperiment definition = new NewExperiment("home", ExperimentMetric.CLICKS_PER_LIST, 0.05, arms);
        return new OnlineExperiment(id, definition, Instant.EPOCH, ending);
    }
}
