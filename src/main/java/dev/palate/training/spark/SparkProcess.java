package dev.palate.training.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One execution of the submit command. */
final class SparkProcess {

    private static final Logger log = LoggerFactory.getLogger(SparkProcess.class);
    private static final int KEPT_LINES = 5;
    private static final int LONGEST_TEXT = 400;
    private static final int MOST_WARNINGS = 20;
    private static final long CHECK_MILLIS = 100;
    private static final long LAST_OUTPUT_MILLIS = 5000;

    /** Stack traces, and what Spark logs while it ends: no reasons of a failure. */
    private static final Pattern NO_REASON = Pattern.compile(
            "\\s*|\\s*(at )?\\S+\\((\\S+\\.(java|scala)(:\\d+)?|Native Method|Unknown Source)\\)|\\s*\\.{3} \\d+ more|\\S+ \\S+ INFO .*");

    private final ProcessBuilder builder;
    private final SparkFolder folder;
    private final SparkListener listener;
    private final Secrets secrets;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private @Nullable String error;
    private int warnings;

    /** @param secrets which no message may contain */
    SparkProcess(ProcessBuilder builder, SparkFolder folder, SparkListener listener, Secrets secrets) {
        this.builder = builder;
        this.folder = folder;
        this.listener = listener;
        this.secrets = secrets;
    }

    /** Returns when the command has written a model. */
    void run() throws IOException {
        Process process = start();
        try {
            folder.begin(process.toHandle());
            Thread output = OutputLines.follow("spark-output", process.getInputStream(), this::receive);
            Thread errors = OutputLines.follow("spark-errors", process.getErrorStream(), this::keep);
            int code = await(process);
            output.join(LAST_OUTPUT_MILLIS);
            errors.join(LAST_OUTPUT_MILLIS);
            requireModel(code);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SparkStoppedException();
        } finally {
            if (process.isAlive()) {
                ProcessTree.kill(process.toHandle());
            }
        }
    }

    private Process start() {
        try {
            return builder.start();
        } catch (IOException e) {
            throw SparkException.notStarted(String.valueOf(e.getMessage()));
        }
    }

    private int await(Process process) throws InterruptedException {
        while (!process.waitFor(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (listener.isStopRequested()) {
                ProcessTree.kill(process.toHandle());
                throw new SparkStoppedException();
            }
        }
        return process.exitValue();
    }

    private synchronized void requireModel(int code) {
        if (error != null) {
            throw SparkException.reported(error);
        }
        if (code != 0) {
            String lines = String.join(" | ", lastLines);
            throw new IllegalStateException("The submit command ended with exit code %d%s"
                    .formatted(code, lines.isEmpty() ? " and without a message." : ": " + lines));
        }
        if (!Files.isRegularFile(folder.model())) {
            throw SparkException.withoutModel();
        }
    }

    /** A line of the standard output. */
    private void receive(String line) {
        SparkMessage message = SparkMessage.of(line).orElse(null);
        if (message == null) {
            log.debug("Submit command: {}", secrets.hide(line));
        } else if (message.error() != null) {
            fail(message.error());
        } else if (message.warning() != null) {
            warn(message.warning());
        } else {
            listener.onProgress(message);
        }
    }

    private synchronized void fail(String sentence) {
        error = text(sentence);
    }

    private void warn(String text) {
        if (warnings++ < MOST_WARNINGS) {
            listener.onWarning(text(text));
        }
    }

    /** A line of the error output. */
    private synchronized void keep(String line) {
        log.debug("Submit command: {}", secrets.hide(line));
        if (!NO_REASON.matcher(line).matches()) {
            lastLines.addLast(text(line));
            if (lastLines.size() > KEPT_LINES) {
                lastLines.removeFirst();
            }
        }
    }

    private String text(String text) {
        String safe = secrets.hide(text).strip();
        return safe.length() > LONGEST_TEXT ? safe.substring(0, LONGEST_TEXT) + "..." : safe;
    }
}
