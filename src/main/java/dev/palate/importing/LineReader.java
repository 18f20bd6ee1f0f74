package dev.palate.importing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file line by line in constant memory: LF or CRLF, with or without a byte order mark, a last line with or without
 * an end. A line beyond the limit is cut to it, and {@link #isCut} says so.
 */
final class LineReader implements AutoCloseable {

    static final int LONGEST_LINE = 16_384;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream content;
    private final Charset charset;
    private final byte[] buffer = new byte[1 << 16];
    private final byte[] line = new byte[LONGEST_LINE];
    private int from;
    private int to;
    private long number;
    private boolean cut;

    LineReader(InputStream content, Charset charset) {
        this.content = content;
        this.charset = charset;
    }

    /**
     * The next line without its end, or null after the last one.
     *
     * @throws UnreadableFileException if compressed content is damaged or ends too early
     */
    @Nullable
    String next() {
        int length = 0;
        boolean found = false;
        cut = false;
        while (from < to || fill()) {
            found = true;
            int end = endOfLine();
            int take = Math.min(end - from, line.length - length);
            System.arraycopy(buffer, from, line, length, take);
            cut |= take < end - from;
            length += take;
            from = end + 1;
            if (end < to) {
                break;
            }
            from = to;
        }
        return found ? decode(length) : null;
    }

    /** The number of the line that {@link #next} gave last, from 1. */
    long number() {
        return number;
    }

    /** Whether that line was longer than {@link #LONGEST_LINE} bytes. */
    boolean isCut() {
        return cut;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private String decode(int length) {
        number++;
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        String text = new String(line, 0, end, charset);
        return number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private int endOfLine() {
        int end = from;
        while (end < to && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private boolean fill() {
        try {
            from = 0;
            to = Math.max(0, content.read(buffer, 0, buffer.length));
            if (number == 0 && to >= 2 && isUtf16()) {
                throw new UnreadableFileException("The file is UTF-16; convert it to UTF-8.");
            }
            return to > 0;
        } catch (EOFException | ZipException e) {
            throw new UnreadableFileException(
                    "The compressed file is damaged or incomplete after line " + number + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UnreadableFileException(
                    "The file cannot be read after line " + number + ": " + e.getMessage(), e);
        }
    }

    private boolean isUtf16() {
        int first = buffer[0] & 0xFF;
        int second = buffer[1] & 0xFF;
        return charset.equals(StandardCharsets.UTF_8)
                && (first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF);
    }
}
