package dev.palate.ratingfile;

import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be read or that the caller does not accept.
 *
 * @param file the name of the part that holds it
 * @param line the number of its first line, from 1
 * @param text the record itself, at most its first {@value #LONGEST_TEXT} characters, without NUL
 * @param reason why, without NUL
 * @param userId whose rating it would have been, where that can be read
 */
public record RejectedLine(
        String file,
        long line,
        String text,
        String reason,
        @Nullable String userId) {

    private static final int LONGEST_TEXT = 500;

    public RejectedLine {
        text = printable(text);
        reason = printable(reason);
        userId = userId == null ? null : printable(userId);
    }

    private static String printable(String text) {
        return (text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text).replace('\0', '\uFFFD');
    }
}
