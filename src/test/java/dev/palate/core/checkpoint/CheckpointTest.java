package dev.palate.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CheckpointTest {

    private static byte[] written() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(bytes);
        float[] many = new float[40_000]; // more than one buffer
        for (int i = 0; i < many.length; i++) {
            many[i] = i * 0.5f;
        }
        writer.floats("many", many);
        writer.ints("ints", new int[] {1, -2});
        writer.text("text", "grüße");
        writer.floats("none", new float[0]);
        writer.finish();
        return bytes.toByteArray();
    }

    private static CheckpointReader read(byte[] bytes) throws IOException {
        return new CheckpointReader(new ByteArrayInputStream(bytes));
    }

    @Test
    void readsWrittenSections() throws IOException {
        CheckpointReader reader = read(written());
        assertThat(reader.floats("many")).hasSize(40_000).endsWith(19_999.5f);
        assertThat(reader.ints("ints")).containsExactly(1, -2);
        assertThat(reader.text("text")).isEqualTo("grüße");
        assertThat(reader.floats("none")).isEmpty();
        assertThat(reader.has("other")).isFalse();
        assertThatThrownBy(() -> reader.ints("many")).isInstanceOf(CorruptCheckpointException.class);
    }

    @Test
    void detectsEveryFlippedByte() throws IOException {
        byte[] bytes = written();
        for (int at = 0; at < bytes.length; at += at < 64 ? 1 : 997) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x10;
            // A flipped bit in a name is a checkpoint without that section, which reading the section reports.
            assertThatThrownBy(() -> {
                        CheckpointReader reader = read(damaged);
                        reader.floats("many");
                        reader.ints("ints");
                        reader.text("text");
                    })
                    .as("byte %d", at)
                    .isInstanceOf(CorruptCheckpointException.class);
        }
    }

    @Test
    void detectsTruncation() throws IOException {
        byte[] bytes = written();
        for (int length : new int[] {0, 5, 8, 20, bytes.length / 2, bytes.length - 1}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(bytes, length))).isInstanceOf(CorruptCheckpointException.class);
        }
    }

    @Test
    void readsLargeSectionsAgainOnDemand() throws IOException {
        float[] large = new float[CheckpointReader.KEPT_BYTES / 4 + 1];
        Arrays.fill(large, 0.25f);
        large[large.length - 1] = 7;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(out);
        writer.text("small", "first");
        writer.floats("large", large);
        writer.ints("behind", new int[] {7});
        writer.finish();
        byte[] bytes = out.toByteArray();

        CheckpointReader reader = new CheckpointReader(
                new ByteArrayInputStream(bytes),
                offset -> new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset));

        assertThat(reader.has("large")).isTrue();
        assertThat(reader.floats("large")).isEqualTo(large).isNotSameAs(reader.floats("large"));
        assertThat(reader.ints("behind")).containsExactly(7);
        assertThatThrownBy(() -> reader.ints("large")).isInstanceOf(CorruptCheckpointException.class);
        bytes[bytes.length / 2] ^= 1;
        assertThatThrownBy(() -> reader.floats("large"))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining("has changed since");
    }

    /** A reader that keeps all sections has no other proof of their size than the bytes that follow. */
    @Test
    void allocatesNoMoreThanTheBytesThatFollow() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(out);
        writer.floats("much", new float[1_000_000]);
        writer.finish();
        byte[] bytes = out.toByteArray();
        int length = 8 + 2 + 4 + 1;
        assertThat(read(bytes).floats("much")).hasSize(1_000_000);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length, 4L * (Integer.MAX_VALUE - 8));
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining("truncated");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length, -4);
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining("claims -4 bytes");
    }

    @Test
    void copiesSectionsWhetherTheyAreKeptOrNot() throws IOException {
        float[] large = new float[CheckpointReader.KEPT_BYTES / 4 + 20_000];
        for (int at = 0; at < large.length; at++) {
            large[at] = at * 0.5f;
        }
        CheckpointReader original = reader(large);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(out);
        writer.text("first", "before");

        original.copyTo(writer, name -> true);

        writer.finish();
        CheckpointReader copy = read(out.toByteArray());
        assertThat(copy.floats("values")).isEqualTo(large);
        assertThat(copy.text("text")).isEqualTo("ü");
        assertThat(copy.text("first")).isEqualTo("before");
        ByteArrayOutputStream some = new ByteArrayOutputStream();
        CheckpointWriter fewer = new CheckpointWriter(some);
        original.copyTo(fewer, "text"::equals);
        fewer.finish();
        assertThat(read(some.toByteArray()).has("values")).isFalse();
    }

    @Test
    void findsNumbersThatAreNotFinite() throws IOException {
        for (int size : new int[] {3, CheckpointReader.KEPT_BYTES}) {
            for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                float[] values = new float[size];
                CheckpointReader good = reader(values);
                good.requireFinite();
                assertThat(good.size("values")).isEqualTo(4L * size);
                values[size - 1] = wrong;
                CheckpointReader bad = reader(values);
                assertThatThrownBy(bad::requireFinite)
                        .isInstanceOf(CorruptCheckpointException.class)
                        .hasMessageContaining("'values' has a number that is not finite");
            }
        }
    }

    private static CheckpointReader reader(float[] values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(out);
        writer.floats("values", values);
        writer.text("text", "ü");
        writer.finish();
        byte[] bytes = out.toByteArray();
        return new CheckpointReader(
                new ByteArrayInputStream(bytes),
                offset -> new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset));
    }

    @Test
    void refusesTwoSectionsOfOneName() throws IOException {
        CheckpointWriter writer = new CheckpointWriter(new ByteArrayOutputStream());
        writer.text("a", "");
        assertThatThrownBy(() -> writer.text("a", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
