package dev.palate.training.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the lines of a child process on a thread of its own, so that the process never waits for its reader. */
final class OutputLines {

    private static final Logger log = LoggerFactory.getLogger(OutputLines.class);

    /** The rest of a longer line is dropped. */
    private static final int LONGEST_LINE = 16_384;

    private OutputLines() {}

    /** Begins to pass each line to {@code consumer}; the thread ends with the stream. */
    static Thread follow(String name, InputStream output, Consumer<String> consumer) {
        Thread thread = new Thread(() -> read(output, consumer), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void read(InputStream output, Consumer<String> consumer) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int next = reader.read(); next >= 0; next = reader.read()) {
                if (next == '\n') {
                    consumer.accept(line.toString().stripTrailing());
                    line.setLength(0);
                } else if (line.length() < LONGEST_LINE) {
                    line.append((char) next);
                }
            }
            if (!line.isEmpty()) {
                consumer.accept(line.toString());
            }
        } catch (IOException e) {
            log.debug("The output of the submit command ended: {}", e.toString());
        }
    }
}
