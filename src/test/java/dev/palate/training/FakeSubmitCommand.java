package dev.palate.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A submit command that trains nothing: it speaks like the driver of Spark and copies a model that the test has prepared. Files in
 * its folder say what else it does.
 */
public final class FakeSubmitCommand {

    private static final long WAIT_NANOS = 5_000_000;

    private FakeSubmitCommand() {}

    /** Arguments: the folder of the test, and what {@code {order}}, {@code {output}}, {@code {state}} and {@code {url}} are. */
    public static void main(String[] arguments) throws IOException {
        Path test = Path.of(arguments[0]);
        Path state = Path.of(arguments[3]).resolve("epoch");
        Files.writeString(test.resolve("order"), Files.readString(Path.of(arguments[1])));
        Files.writeString(
                test.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
        boolean knowsDatabase = arguments[4].equals(System.getenv("PALATE_DATABASE_URL"))
                && System.getenv("PALATE_DATABASE_USER") != null
                && System.getenv("PALATE_DATABASE_PASSWORD") != null;
        if (!knowsDatabase) {
            say("{\"error\": \"The database is not known.\"}");
        }
        if (!"true".equals(System.getenv("PALATE_ENDS_WITH_INPUT"))) {
            say("{\"error\": \"It is not known that the end of the input is that of the service.\"}");
        }
        System.out.println("26/11/28 07:00:00 INFO SparkContext: a line that is no message");
        if (Files.exists(test.resolve("crash"))) {
            System.err.println("the password is " + System.getenv("PALATE_DATABASE_PASSWORD") + "!");
            System.err.println(
                    "\tat org.apache.spark.deploy.SparkSubmit.main(SparkSubmit.scala)\n\tat a.B.main(B.java:26)\na.B.invoke(Native Method)\n\t... 3 more\n");
            System.err.println("26/11/28 07:00:00 INFO SparkContext: Successfully stopped SparkContext");
            System.exit(3);
        }
        if (Files.exists(test.resolve("error"))) {
            say("{\"error\": \"" + Files.readString(test.resolve("error")) + "\"}");
            System.exit(1);
        }
        say("{\"warning\": \"Only 3 local steps per round.\"}");
        boolean otherRatings = Files.exists(test.resolve("other-ratings"));
        int done = !otherRatings && Files.exists(state) ? Integer.parseInt(Files.readString(state)) : 0;
        say("{\"phase\": \"train\", \"continuesAfter\": %d}".formatted(done));
        for (int epoch = done + 1; epoch <= 3; epoch++) {
            say("{\"phase\": \"train\", \"epoch\": %d, \"epochs\": 3, \"batch\": 1, \"batches\": 2}".formatted(epoch));
            say(
                    "{\"phase\": \"train\", \"epoch\": %d, \"epochs\": 3, \"batch\": 2, \"batches\": 2, \"loss\": %s, \"seconds\": %d}"
                            .formatted(epoch, (otherRatings ? 4.0 : 1.0) / epoch, epoch - done));
            Files.writeString(state, Integer.toString(epoch));
            waitIf(test, epoch);
        }
        if (!Files.exists(test.resolve("forgetful"))) {
            Files.copy(test.resolve("model"), Path.of(arguments[2]));
        }
    }

    /** Waits for ever after an epoch, with a process of its own, if the test says so. */
    private static void waitIf(Path test, int epoch) throws IOException {
        Path wait = test.resolve("wait");
        if (Files.exists(wait) && Files.readString(wait).equals(Integer.toString(epoch))) {
            Process child = new ProcessBuilder("sleep", "600").start();
            Files.writeString(test.resolve("child"), Long.toString(child.pid()));
            Files.createFile(test.resolve("waiting"));
            while (true) {
                LockSupport.parkNanos(WAIT_NANOS);
            }
        }
    }

    private static void say(String message) {
        System.out.println("palate: " + message);
    }
}
