package dev.palate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FatalMemoryErrorsTest {

    private int exits;
    private final FatalMemoryErrors errors = new FatalMemoryErrors(() -> exits++);

    private void uncaught(String thread, Throwable error) {
        errors.uncaughtException(new Thread(thread), error);
    }

    @Test
    void endsTheProcessThatCanNoLongerAcceptConnectionsOrExecuteJobs() {
        uncaught("http-nio-8080-Poller", new OutOfMemoryError("a test"));
        assertThat(exits).isEqualTo(1);
        uncaught("db-scheduler-execute-due-pool-4-thread-1", new OutOfMemoryError("a test"));
        assertThat(exits).isEqualTo(2);
    }

    @Test
    void survivesARequestThatRunsOutOfMemoryAndOtherErrors() {
        uncaught("http-nio-8080-exec-1", new OutOfMemoryError("a test"));
        uncaught("tomcat-handler-7", new OutOfMemoryError("a test"));
        uncaught("http-nio-8080-Poller", new IllegalStateException("a test"));
        assertThat(exits).isZero();
    }
}
