package dev.palate.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.checkpoint.CorruptCheckpointException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CheckpointStreamsTest {

    private static final int CHUNK_BYTES = 8;

    private final List<byte[]> chunks = new ArrayList<>();

    @Test
    void splitsIntoChunksOfEqualSizeAndAShorterLastChunk() {
        store(bytes(21));

        assertThat(chunks).extracting(chunk -> chunk.length).containsExactly(8, 8, 5);
    }

    @Test
    void writesNoEmptyChunkAfterAFullChunk() {
        store(bytes(16));

        assertThat(chunks).extracting(chunk -> chunk.length).containsExactly(8, 8);
    }

    @Test
    void computesTheSha256() {
        StoredCheckpoint abc = store(new byte[] {'a', 'b', 'c'});

        // FIPS 180-4, appendix B.1
        assertThat(abc.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void readsTheWrittenBytes() throws IOException {
        byte[] written = bytes(1001);

        assertThat(open(store(written)).readAllBytes()).isEqualTo(written);
    }

    @Test
    void failsAtTheEndIfOneBitDiffers() {
        StoredCheckpoint stored = store(bytes(100));
        chunks.get(7)[3] ^= 4;

        assertThatThrownBy(() -> open(stored).readAllBytes())
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining(stored.sha256());
    }

    @Test
    void failsIfAChunkIsMissing() {
        StoredCheckpoint stored = store(bytes(100));
        chunks.remove(12);

        assertThatThrownBy(() -> open(stored).readAllBytes())
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining("chunk 12");
    }

    @Test
    void verifiesUnreadBytes() throws IOException {
        StoredCheckpoint stored = store(bytes(100));
        chunks.get(12)[0] ^= 1;
        VerifiedInputStream in = open(stored);
        in.readNBytes(10);

        assertThatThrownBy(in::requireIntact).isInstanceOf(CorruptCheckpointException.class);
    }

    @Test
    void readsAnyPartASecondTime() throws IOException {
        byte[] written = bytes(1001);
        VerifiedInputStream in = open(store(written));
        in.requireIntact();

        for (int offset : new int[] {0, 7, 8, 9, 16, 1000, 1001}) {
            assertThat(in.reopen(offset).readAllBytes()).isEqualTo(Arrays.copyOfRange(written, offset, 1001));
        }
    }

    /** Writes pieces of different lengths, like the sections of a checkpoint. */
    private StoredCheckpoint store(byte[] bytes) {
        ChunkOutputStream out =
                new ChunkOutputStream(CHUNK_BYTES, (position, chunk) -> chunks.add(position, chunk.clone()));
        for (int at = 0; at < bytes.length; at += 3) {
            out.write(bytes, at, Math.min(3, bytes.length - at));
        }
        out.close();
        return new StoredCheckpoint(1, out.byteCount(), out.sha256());
    }

    private VerifiedInputStream open(StoredCheckpoint stored) {
        return new VerifiedInputStream(
                stored, position -> position < chunks.size() ? Optional.of(chunks.get(position)) : Optional.empty());
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(1).nextBytes(bytes);
        return bytes;
    }
}
