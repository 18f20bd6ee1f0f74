package dev.palate.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SearchScheduleTest {

    @Test
    void plansShortTrainingsForManyAndLongOnesForFew() {
        SearchSchedule schedule = new SearchSchedule(20, true);
        assertThat(schedule.length()).isEqualTo(20 / 4.0 + 7 / 2.0 + 4);
        assertThat(schedule.share(0, 1)).isCloseTo(5 / 12.5, within(1e-12));
        assertThat(schedule.share(1, 0.5)).isCloseTo(6.75 / 12.5, within(1e-12));
        assertThat(schedule.share(2, 1)).isEqualTo(1);
    }

    @Test
    void trainsASingleCandidateOncePerRung() {
        assertThat(new SearchSchedule(1, true).length()).isEqualTo(1.75);
    }

    @Test
    void plansFullTrainingsForAnAlgorithmWithoutEpochs() {
        SearchSchedule schedule = new SearchSchedule(20, false);
        assertThat(schedule.length()).isEqualTo(20);
        assertThat(schedule.share(2, 0.25)).isEqualTo(0.25);
    }
}
