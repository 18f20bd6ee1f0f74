package dev.palate.cli.progress;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Shows what a command does at the moment. On a terminal it is one line that is rewritten; otherwise a line is printed when nothing was
 * printed for {@value #SILENCE_SECONDS} seconds. Safe for use by several threads.
 */
public final class Progress implements AutoCloseable {

    static final int SILENCE_SECONDS = 10;

    /** Before this much is done, the time that is left is a guess. */
    private static final double LEAST_SHARE = 0.01;

    private final PrintWriter out;
    private final Clock clock;
    private final Terminal terminal;
    private final Deque<Phase> phases = new ArrayDeque<>();
    private long printedAt;
    private int shown;

    public Progress(PrintWriter out, Clock clock, Terminal terminal) {
        this.out = out;
        this.clock = clock;
        this.terminal = terminal;
        this.printedAt = clock.millis();
    }

    /** Something that takes time. It ends when it is closed; then the phase that it is a part of continues. */
    public final class Phase implements AutoCloseable {

        private final long start = clock.millis();
        private Supplier<String> label;
        private Supplier<OptionalDouble> share = OptionalDouble::empty;

        private Phase(String label) {
            this.label = () -> label;
        }

        /** Says what is done and which share of it is complete, from 0 to 1; later calls can come from any thread. */
        public void update(String newLabel, double newShare) {
            follow(() -> newLabel, () -> OptionalDouble.of(newShare));
        }

        /** Asks for label and share each time that the phase is shown. */
        public void follow(Supplier<String> newLabel, Supplier<OptionalDouble> newShare) {
            synchronized (Progress.this) {
                label = newLabel;
                share = newShare;
            }
        }

        @Override
        public void close() {
            synchronized (Progress.this) {
                phases.remove(this);
                clear();
            }
        }

        private String text() {
            double seconds = (clock.millis() - start) / 1000.0;
            double done = share.get().orElse(0);
            if (done < LEAST_SHARE) {
                return String.format(Locale.ROOT, "%s: %s so far", label.get(), duration(seconds));
            }
            double left = seconds * (1 - Math.min(1, done)) / done;
            return String.format(
                    Locale.ROOT,
                    "%s: %.0f %%, %s so far, about %s left",
                    label.get(),
                    Math.min(1, done) * 100,
                    duration(seconds),
                    duration(left));
        }
    }

    /** Begins a phase without a known end. */
    public synchronized Phase begin(String label) {
        Phase phase = new Phase(label);
        phases.push(phase);
        return phase;
    }

    /** Prints a line that stays. */
    public synchronized void println(String line) {
        clear();
        out.println(line);
        printedAt = clock.millis();
    }

    /** Shows the current phase, if it is time to. */
    synchronized void tick() {
        Phase current = phases.peek();
        if (current == null) {
            return;
        }
        if (!terminal.rewrites()) {
            if (clock.millis() - printedAt >= 1000L * SILENCE_SECONDS) {
                println(current.text());
            }
            return;
        }
        String text = current.text();
        String line = text.length() < terminal.width() ? text : text.substring(0, terminal.width() - 1);
        out.print('\r' + line + " ".repeat(Math.max(0, shown - line.length())));
        out.flush();
        shown = line.length();
    }

    private void clear() {
        if (shown > 0) {
            out.print('\r' + " ".repeat(shown) + '\r');
            out.flush();
            shown = 0;
        }
    }

    /** {@code 1:05} or, from an hour on, {@code 2:01:05}. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    @Override
    public synchronized void close() {
        phases.clear();
        clear();
    }
}
