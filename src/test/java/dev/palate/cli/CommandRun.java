package dev.palate.cli;

import dev.palate.cli.progress.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The command line in this process, its clock standing still, and what it has printed. */
final class CommandRun {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Its exit code. */
    int run(String... arguments) {
        return PalateCommand.run(
                CLOCK, new PrintWriter(out, true), new PrintWriter(err, true), Terminal.PLAIN, arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** From here on {@link #out} holds what is printed from now. */
    void forget() {
        out.getBuffer().setLength(0);
    }

    /** A file of 60 users; even ones rate ten of items 0 to 14 with 5, odd ones of items 15 to 29. */
    static String ratings(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int user = 0; user < 60; user++) {
            int first = user % 2 * 15 + user * 7 % 6;
            for (int item = first; item < first + 10; item++) {
                lines.add(user + "\t" + item + "\t5");
            }
        }
        return Files.writeString(directory.resolve("ratings"), String.join("\n", lines))
                .toString();
    }
}
