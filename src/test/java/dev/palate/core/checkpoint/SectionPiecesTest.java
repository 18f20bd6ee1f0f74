package dev.palate.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads sections in pieces: one that is kept in memory, and one that is read again. */
class SectionPiecesTest {

    private static final int LENGTH = 3;
    private static final int KEPT = 30;
    private static final int READ_AGAIN = 30 + LENGTH * CheckpointReader.KEPT_BYTES / 4;

    @ParameterizedTest
    @ValueSource(ints = {KEPT, READ_AGAIN})
    void passesEveryValueOnceInOrder(int count) throws IOException {
        AtomicInteger next = new AtomicInteger();
        reader(written(count)).floats("numbers", count, LENGTH, (number, values, offset) -> {
            assertThat(number * LENGTH).isEqualTo(next.get());
            for (int i = 0; i < LENGTH; i++) {
                assertThat(values[offset + i]).isEqualTo(next.getAndIncrement());
            }
        });
        assertThat(next.get()).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {KEPT, READ_AGAIN})
    void refusesAnotherSizeBeforeTheFirstPiece(int count) throws IOException {
        CheckpointReader reader = reader(written(count));
        assertThatThrownBy(() -> reader.floats("numbers", count + LENGTH, LENGTH, (number, values, offset) -> {
                    throw new AssertionError("a piece of a section of the wrong size");
                }))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining("has " + count + " numbers");
    }

    @ParameterizedTest
    @ValueSource(ints = {KEPT, READ_AGAIN})
    void refusesASectionOfAnotherType(int count) throws IOException {
        CheckpointReader reader = reader(written(count));
        assertThatThrownBy(() -> reader.floats("texts", 1, 1, (number, values, offset) -> {}))
                .isInstanceOf(CorruptCheckpointException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = READ_AGAIN)
    void reportsAChangedSectionAfterItsLastPiece(int count) throws IOException {
        byte[] bytes = written(count);
        CheckpointReader reader = reader(bytes);
        bytes[bytes.length / 2] ^= 1;
        assertThatThrownBy(() -> reader.floats("numbers", count, LENGTH, (number, values, offset) -> {}))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining("has changed since");
    }

    private static byte[] written(int count) throws IOException {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(bytes);
        writer.floats("numbers", numbers);
        writer.text("texts", "text");
        writer.finish();
        return bytes.toByteArray();
    }

    private static CheckpointReader reader(byte[] bytes) throws IOException {
        return new CheckpointReader(
                new ByteArrayInputStream(bytes),
                offset -> new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset));
    }
}
