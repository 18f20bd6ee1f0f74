package dev.palate.ratingfile.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text of any encoding as a stream of UTF-8. */
final class Utf8Transcoder extends InputStream {

    private final Reader content;
    private final char[] chars = new char[1 << 13];
    private int kept;
    private byte[] bytes = new byte[0];
    private int from;

    Utf8Transcoder(InputStream content, Charset charset) {
        this.content = new InputStreamReader(content, charset);
    }

    @Override
    public int read() throws IOException {
        return from < bytes.length || fill() ? bytes[from++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (from == bytes.length && !fill()) {
            return -1;
        }
        int taken = Math.min(length, bytes.length - from);
        System.arraycopy(bytes, from, target, offset, taken);
        from += taken;
        return taken;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /** A surrogate pair may be cut in two by the end of the buffer: its first half is kept for the next call. */
    private boolean fill() throws IOException {
        int read = content.read(chars, kept, chars.length - kept);
        int length = kept + Math.max(read, 0);
        kept = read > 0 && Character.isHighSurrogate(chars[length - 1]) ? 1 : 0;
        bytes = new String(chars, 0, length - kept).getBytes(StandardCharsets.UTF_8);
        from = 0;
        if (kept == 1) {
            chars[0] = chars[length - 1];
        }
        return bytes.length > 0 || (read > 0 && fill());
    }
}
