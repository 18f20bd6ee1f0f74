package dev.palate.ratingfile.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palate.ratingfile.source.RatingFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads text line by line in bounded memory. A line ends with LF, CRLF, CR alone, or the end of the file; a byte order mark
 * is skipped. A line longer than {@link #MAXIMUM_BYTES} is cut, and {@link #isTooLong} says so.
 */
final class PhysicalLines implements AutoCloseable {

    static final int MAXIMUM_BYTES = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream content;
    private final Charset charset;
    private final Deque<String> returned = new ArrayDeque<>();
    private final byte[] buffer = new byte[1 << 16];
    private byte[] line = new byte[1 << 10];
    private int from;
    private int to;
    private boolean afterCarriageReturn;
    private long number;
    private long bytesRead;
    private boolean tooLong;
    private boolean lastReturnedIsTooLong;

    PhysicalLines(InputStream content, Charset charset) {
        this.content = Encodings.isAsciiCompatible(charset) ? content : new Utf8Transcoder(content, charset);
        this.charset = Encodings.isAsciiCompatible(charset) ? charset : UTF_8;
    }

    /**
     * The next line without its end, or null after the last one.
     *
     * @throws RatingFileException if compressed content is damaged or ends too early, or the first line holds NUL
     */
    @Nullable
    String next() {
        String earlier = returned.poll();
        if (earlier != null) {
            number++;
            tooLong = lastReturnedIsTooLong && returned.isEmpty();
            return earlier;
        }
        int length = 0;
        boolean found = false;
        tooLong = false;
        while (from < to || fill()) {
            if (afterCarriageReturn) {
                afterCarriageReturn = false;
                if (buffer[from] == '\n') {
                    from++;
                    continue;
                }
            }
            found = true;
            int start = from;
            int end = endOfLine();
            from = Math.min(end + 1, to);
            if (end < to) {
                afterCarriageReturn = buffer[end] == '\r';
                if (length == 0) {
                    return decode(buffer, start, end - start);
                }
                length = append(length, start, end); // may replace the array
                return decode(line, 0, length);
            }
            length = append(length, start, end);
        }
        return found ? decode(line, 0, length) : null;
    }

    /** The number of the line that {@link #next} returned last, from 1. */
    long number() {
        return number;
    }

    /** How many bytes of the text have been read. */
    long bytesRead() {
        return bytesRead;
    }

    /** Whether that line is longer than {@link #MAXIMUM_BYTES}. */
    boolean isTooLong() {
        return tooLong;
    }

    /** Makes {@link #next} return the last {@code lines} that it returned once more. */
    void pushBack(List<String> lines) {
        number -= lines.size();
        lastReturnedIsTooLong = returned.isEmpty() ? tooLong : lastReturnedIsTooLong;
        for (int k = lines.size() - 1; k >= 0; k--) {
            returned.addFirst(lines.get(k));
        }
    }

    /** @throws RatingFileException if there are fewer lines than {@code number} */
    void skipTo(long number) {
        while (this.number < number) {
            if (next() == null) {
                throw new RatingFileException("The file has changed: it ends before line " + number + ".");
            }
        }
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException e) {
            throw new RatingFileException("The file cannot be closed: " + e.getMessage(), e);
        }
    }

    private String decode(byte[] bytes, int start, int length) {
        number++;
        String text = new String(bytes, start, length, charset);
        if (number > 1) {
            return text;
        }
        Encodings.requireText(text);
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private int append(int length, int start, int end) {
        int taken = Math.min(end - start, MAXIMUM_BYTES - length);
        tooLong |= taken < end - start;
        if (length + taken > line.length) {
            line = Arrays.copyOf(line, Math.min(MAXIMUM_BYTES, Math.max(line.length * 2, length + taken)));
        }
        System.arraycopy(buffer, start, line, length, taken);
        return length + taken;
    }

    private int endOfLine() {
        int end = from;
        while (end < to && (buffer[end] > '\r' || buffer[end] < '\n' || (buffer[end] != '\n' && buffer[end] != '\r'))) {
            end++;
        }
        return end;
    }

    private boolean fill() {
        try {
            from = 0;
            to = Math.max(0, content.read(buffer, 0, buffer.length));
            bytesRead += to;
            if (number == 0 && charset.equals(UTF_8)) {
                Encodings.refuseUtf16(buffer, to);
            }
            return to > 0;
        } catch (EOFException | ZipException e) {
            throw new RatingFileException(
                    "The compressed file is damaged or incomplete after line " + number + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RatingFileException("The file cannot be read after line " + number + ": " + e.getMessage(), e);
        }
    }
}
