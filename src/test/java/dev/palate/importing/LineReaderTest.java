package dev.palate.importing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void takesAnyLineEndAndAByteOrderMark() {
        assertThat(lines("\uFEFFa\r\nb\n\nc".getBytes(UTF_8), UTF_8)).containsExactly("a", "b", "", "c");
    }

    @Test
    void decodesAsTold() {
        assertThat(lines("café\n".getBytes(ISO_8859_1), ISO_8859_1)).containsExactly("café");
    }

    @Test
    void keepsLinesThatCrossItsBuffer() {
        List<String> expected = new ArrayList<>();
        for (int k = 0; k < 3000; k++) {
            expected.add(k + "x".repeat(k % 97));
        }
        assertThat(lines(String.join("\r\n", expected).getBytes(UTF_8), UTF_8)).isEqualTo(expected);
    }

    @Test
    void cutsALineThatIsTooLong() {
        LineReader reader = reader(("x".repeat(200_000) + "\nshort\n").getBytes(UTF_8), UTF_8);

        assertThat(reader.next()).hasSize(LineReader.LONGEST_LINE);
        assertThat(reader.isCut()).isTrue();
        assertThat(reader.next()).isEqualTo("short");
        assertThat(reader.isCut()).isFalse();
        assertThat(reader.number()).isEqualTo(2);
    }

    @Test
    void namesUtf16() {
        LineReader reader = reader(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0}, UTF_8);

        assertThatThrownBy(reader::next)
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("UTF-16");
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
        LineReader reader = new LineReader(broken, UTF_8);
        reader.next();
        reader.next();

        assertThatThrownBy(reader::next)
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("after line 2");
    }

    private static List<String> lines(byte[] content, Charset charset) {
        LineReader reader = reader(content, charset);
        List<String> lines = new ArrayList<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }

    private static LineReader reader(byte[] content, Charset charset) {
        return new LineReader(new ByteArrayInputStream(content), charset);
    }
}
