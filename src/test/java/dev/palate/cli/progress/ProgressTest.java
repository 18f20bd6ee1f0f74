package dev.palate.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter text = new StringWriter();
    private final SteppedClock clock = new SteppedClock();

    /** A clock that moves only when a test moves it. */
    private static final class SteppedClock extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void seconds(int seconds) {
            now = now.plus(Duration.ofSeconds(seconds));
        }
    }

    private Progress progress(Terminal terminal) {
        return new Progress(new PrintWriter(text, true), clock, terminal);
    }

    @Test
    void printsALineOnlyAfterTenSecondsOfSilenceWithoutATerminal() {
        Progress progress = progress(Terminal.PLAIN);
        Progress.Phase phase = progress.begin("reading");
        phase.update("reading a.csv", 0.25);
        clock.seconds(9);
        progress.tick();
        assertThat(text.toString()).isEmpty();
        clock.seconds(1);
        progress.tick();
        progress.tick();
        assertThat(text.toString()).isEqualTo("reading a.csv: 25 %, 0:10 so far, about 0:30 left\n");
        clock.seconds(8);
        progress.println("done");
        clock.seconds(8);
        progress.tick();
        assertThat(text.toString()).endsWith("left\ndone\n");
    }

    @Test
    void rewritesOneLineOnATerminalAndClearsItForOthers() {
        Progress progress = progress(new Terminal(true, 40));
        Progress.Phase phase = progress.begin("measuring");
        clock.seconds(65);
        progress.tick();
        phase.update("ease", 0.5);
        progress.tick();
        progress.println("ease: done");
        phase.close();
        progress.tick();
        assertThat(text.toString())
                .isEqualTo("\rmeasuring: 1:05 so far"
                        + "\rease: 50 %, 1:05 so far, about 1:05 lef"
                        + "\r" + " ".repeat(39) + "\rease: done\n");
    }

    @Test
    void continuesThePhaseAroundOneThatHasEnded() {
        Progress progress = progress(Terminal.PLAIN);
        progress.begin("auto").follow(() -> "auto", () -> OptionalDouble.of(0.1));
        progress.begin("ease").close();
        clock.seconds(3700);
        progress.tick();
        assertThat(text.toString()).isEqualTo("auto: 10 %, 1:01:40 so far, about 9:15:00 left\n");
    }
}
