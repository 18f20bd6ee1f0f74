package dev.palate.console;

import java.util.stream.Collectors;

/**
 * Removes the comments that fill whole lines of the console's modules, which are a fifth of what a browser would load. Types are written in
 * comments, so that the sources need no build step.
 */
final class ScriptComments {

    private static final String BEGIN = "/**";
    private static final String END = "*/";

    private boolean inside;

    private ScriptComments() {}

    /** @param script whose comments of several lines begin with {@code /**} on a line of their own */
    static String remove(String script) {
        ScriptComments comments = new ScriptComments();
        return script.lines().filter(comments::isCode).collect(Collectors.joining("\n", "", "\n"));
    }

    /** A comment before an expression on the same line, such as a cast, stays. */
    private boolean isCode(String line) {
        String text = line.strip();
        if (inside) {
            inside = !text.endsWith(END);
            return false;
        }
        if (!text.startsWith(BEGIN)) {
            return !text.startsWith("//");
        }
        inside = !text.contains(END);
        return !inside && text.indexOf(END) < text.length() - END.length();
    }
}
