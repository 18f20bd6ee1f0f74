package dev.palate.ratingfile.text;

import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.RatingFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which encoding a text has, and which content is no text at all. */
public final class Encodings {

    private Encodings() {}

    /**
     * The encoding called {@code name}; UTF-8 for null.
     *
     * @throws RatingFileException if there is none
     */
    public static Charset named(@Nullable String name) {
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new RatingFileException("There is no encoding " + name + ".", e);
        }
    }

    /** UTF-8 if the whole part is valid UTF-8, else ISO 8859-1: MovieLens' older releases are, and no release says so. */
    public static Charset guess(FilePart part) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        CharBuffer chars = CharBuffer.allocate(1 << 16);
        try (InputStream content = part.open()) {
            int read;
            do {
                read = content.read(bytes.array(), bytes.position(), bytes.remaining());
                bytes.limit(bytes.position() + Math.max(read, 0)).rewind();
                if (decoder.decode(bytes, chars.clear(), read < 0).isError()) {
                    return StandardCharsets.ISO_8859_1;
                }
                bytes.compact();
            } while (read >= 0);
        } catch (IOException e) {
            throw new RatingFileException(part.name() + " is damaged or incomplete: " + e.getMessage(), e);
        }
        return StandardCharsets.UTF_8;
    }

    /** Whether line ends and delimiters are single bytes, as in ASCII. */
    static boolean isAsciiCompatible(Charset charset) {
        return charset.canEncode() && Arrays.equals("\n\r\",;".getBytes(charset), new byte[] {10, 13, 34, 44, 59});
    }

    /** @throws RatingFileException if content without a given encoding starts with the byte order mark of UTF-16 */
    static void refuseUtf16(byte[] content, int length) {
        if (length >= 2 && ((content[0] == -1 && content[1] == -2) || (content[0] == -2 && content[1] == -1))) {
            throw new RatingFileException("The file is UTF-16: give encoding=UTF-16, or convert it to UTF-8.");
        }
    }

    /** @throws RatingFileException if the first line holds NUL, which no text does */
    static void requireText(String firstLine) {
        int nul = firstLine.indexOf('\0');
        if (nul >= 0) {
            String likely = nul == 0 ? "UTF-16BE" : "UTF-16LE";
            throw new RatingFileException("The first line holds NUL characters: the file is no text, or it is UTF-16"
                    + " without a byte order mark. In that case give encoding=" + likely
                    + ", or convert it to UTF-8.");
        }
    }
}
