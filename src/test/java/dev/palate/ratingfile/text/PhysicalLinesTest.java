package dev.palate.ratingfile.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.ratingfile.source.RatingFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhysicalLinesTest {

    @Test
    void takesAnyLineEndAndAByteOrderMark() {
        assertThat(lines("\uFEFFa\r\nb\n\nc".getBytes(UTF_8), UTF_8)).containsExactly("a", "b", "", "c");
        assertThat(lines("a\rb\r\rc\r".getBytes(UTF_8), UTF_8)).containsExactly("a", "b", "", "c");
        assertThat(lines("a\r\n".getBytes(UTF_8), UTF_8)).containsExactly("a");
        assertThat(lines("\r\n\r\n".getBytes(UTF_8), UTF_8)).containsExactly("", "");
    }

    @Test
    void decodesAsTold() {
        assertThat(lines("café\n".getBytes(ISO_8859_1), ISO_8859_1)).containsExactly("café");
        assertThat(lines("\uFEFFça\r\n\uD83D\uDE00".getBytes(UTF_16BE), UTF_16)).containsExactly("ça", "\uD83D\uDE00");
    }

    @Test
    void keepsSurrogatePairsThatCrossABuffer() {
        String text = "x" + "\uD83D\uDE00".repeat(20_000);
        assertThat(lines(text.getBytes(UTF_16BE), UTF_16BE)).containsExactly(text);
    }

    @Test
    void keepsLinesThatCrossItsBuffer() {
        List<String> expected = new ArrayList<>();
        for (int k = 0; k < 3000; k++) {
            expected.add(k + "x".repeat(k % 97));
        }
        assertThat(lines(String.join("\r\n", expected).getBytes(UTF_8), UTF_8)).isEqualTo(expected);
        assertThat(lines(String.join("\r", expected).getBytes(UTF_8), UTF_8)).isEqualTo(expected);
    }

    @Test
    void keepsLongLinesThatCrossItsBuffer() {
        List<String> expected = new ArrayList<>();
        for (int k = 0; k < 300; k++) {
            expected.add(k + "x".repeat(k * 11));
        }
        assertThat(lines(String.join("\n", expected).getBytes(UTF_8), UTF_8)).isEqualTo(expected);
    }

    @Test
    void cutsALineThatIsTooLong() {
        PhysicalLines lines = open(("x".repeat(2_000_000) + "\nshort\n").getBytes(UTF_8), UTF_8);

        assertThat(lines.next()).hasSize(PhysicalLines.MAXIMUM_BYTES);
        assertThat(lines.isTooLong()).isTrue();
        lines.pushBack(List.of("x"));
        assertThat(lines.next()).isEqualTo("x");
        assertThat(lines.isTooLong()).isTrue();
        assertThat(lines.next()).isEqualTo("short");
        assertThat(lines.isTooLong()).isFalse();
        assertThat(lines.number()).isEqualTo(2);
    }

    @Test
    void namesUtf16() {
        PhysicalLines lines = open(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0}, UTF_8);

        assertThatThrownBy(lines::next).isInstanceOf(RatingFileException.class).hasMessageContaining("UTF-16");
    }

    @Test
    void saysAfterWhichLineTheFileBroke() {
        InputStream broken = new InputStream() {
            private int left = 4;

            @Override
            public int read() throws IOException {
                throw new AssertionError("reads blocks");
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                if (left == 0) {
                    throw new java.io.EOFException("Unexpected end of ZLIB input stream");
                }
                System.arraycopy(new byte[] {'a', '\n', 'b', '\n'}, 0, target, from, left);
                left = 0;
                return 4;
            }
        };
        PhysicalLines lines = new PhysicalLines(broken, UTF_8);
        lines.next();
        lines.next();

        assertThatThrownBy(lines::next).isInstanceOf(RatingFileException.class).hasMessageContaining("after line 2");
    }

    private static List<String> lines(byte[] content, Charset charset) {
        PhysicalLines lines = open(content, charset);
        List<String> read = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            read.add(line);
        }
        return read;
    }

    private static PhysicalLines open(byte[] content, Charset charset) {
        return new PhysicalLines(new ByteArrayInputStream(content), charset);
    }
}
