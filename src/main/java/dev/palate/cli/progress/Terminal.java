package dev.palate.cli.progress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where progress is shown.
 *
 * @param rewrites whether the last line can be written again, as on a terminal
 * @param width of a line
 */
public record Terminal(boolean rewrites, int width) {

    private static final int USUAL_WIDTH = 80;

    /** A file or a pipe: every line stays. */
    public static final Terminal PLAIN = new Terminal(false, 200);

    /** The error stream of this process. Java only tells whether input and output are a terminal, so Linux is asked first. */
    public static Terminal ofErrorStream() {
        return isTerminal() && !"dumb".equals(System.getenv("TERM")) ? new Terminal(true, columns()) : PLAIN;
    }

    @SuppressWarnings("SystemConsoleNull") // From Java 22 on, a file looks like a terminal where there is no /proc.
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return System.console() != null;
        }
    }

    private static int columns() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }
}
