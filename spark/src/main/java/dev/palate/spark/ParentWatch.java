package dev.palate.spark;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Ends this process when its standard input ends: that of a driver that the service has started is a pipe from the service, which ends
 * with it, even if it is killed. The driver would train on otherwise, and another attempt would train at the same time.
 */
final class ParentWatch {

    /** The service sets it; a driver that an operator has started has no pipe as its input. */
    static final String VARIABLE = "PALATE_ENDS_WITH_INPUT";

    private static final long GRACE_SECONDS = 10;
    private static final int LOST_PARENT = 3;

    private ParentWatch() {}

    static void beginIfWanted(Map<String, String> environment, InputStream in) {
        if (Boolean.parseBoolean(environment.get(VARIABLE))) {
            daemon("palate-parent-watch", () -> {
                awaitEnd(in);
                System.err.println("The standard input has ended: the service that started this driver is gone.");
                end();
            });
        }
    }

    private static void awaitEnd(InputStream in) {
        try {
            while (in.read() >= 0) {
                // The service writes nothing.
            }
        } catch (IOException e) {
            // A pipe that cannot be read has ended as well.
        }
    }

    /** Releases the executors and deletes temporary files, unless that takes long. */
    private static void end() {
        daemon("palate-halt", () -> {
            try {
                TimeUnit.SECONDS.sleep(GRACE_SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(LOST_PARENT);
        });
        System.exit(LOST_PARENT);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
