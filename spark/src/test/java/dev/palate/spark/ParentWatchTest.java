package dev.palate.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver whose service is killed, and another one that starts meanwhile. */
@Timeout(120)
class ParentWatchTest {

    @TempDir
    private Path folder;

    /** The driver of the test: it would train for ever in the folder that is its argument. */
    public static void main(String[] arguments) throws IOException {
        ParentWatch.beginIfWanted(System.getenv(), System.in);
        StateLock lock = StateLock.take(Path.of(arguments[0]));
        System.out.println("training");
        while (true) {
            LockSupport.park(lock);
        }
    }

    @Test
    void endsWithItsInputIfTheServiceWantsIt() throws Exception {
        Process driver = start("true");
        driver.getOutputStream().close();
        assertThat(driver.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(driver.exitValue()).isEqualTo(3);
    }

    @Test
    void trainsOnWithoutInputForAnOperator() throws Exception {
        Process driver = start("false");
        try {
            driver.getOutputStream().close();
            assertThat(driver.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            driver.destroyForcibly().waitFor();
        }
    }

    @Test
    void letsNoOtherDriverUseItsStateUntilItEnds() throws Exception {
        Process driver = start("true");
        assertThatThrownBy(() -> StateLock.take(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("another driver uses the state in ");
        driver.destroyForcibly().waitFor();
        try (StateLock taken = StateLock.take(folder)) {
            assertThat(taken).isNotNull();
            assertThatThrownBy(() -> StateLock.take(folder)).hasMessageStartingWith("another driver uses");
        }
        StateLock.take(folder).close();
    }

    /** Returns when the driver trains. */
    private Process start(String endsWithInput) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ParentWatchTest.class.getName(),
                folder.toString());
        builder.environment().put(ParentWatch.VARIABLE, endsWithInput);
        Process driver = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(driver.inputReader().readLine()).isEqualTo("training");
        return driver;
    }
}
