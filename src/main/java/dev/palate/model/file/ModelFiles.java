package dev.palate.model.file;

import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.checkpoint.StoredCheckpoint;
import dev.palate.model.version.ModelVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/** Writes versions as files that another service can publish. */
@Component
public class ModelFiles {

    /** The magic number, the length of the name and the name of the first section. */
    private static final int FIRST_NAME = CheckpointWriter.MAGIC_BYTES + Short.BYTES + ModelManifest.SECTION.length();

    private final Checkpoints checkpoints;

    ModelFiles(Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    /**
     * The bytes of a file.
     *
     * @param tag is the same only for equal bytes
     */
    public record Content(InputStream bytes, long byteCount, String tag) {}

    /**
     * The checkpoint of a version as it is stored; that of a version of an earlier Palate gets the manifest as its first section. The read
     * of the last byte fails if the stored bytes differ from those that were written.
     *
     * @throws IOException if there is no checkpoint
     */
    public Content open(ModelVersion version) throws IOException {
        StoredCheckpoint stored = version.requireCheckpoint();
        InputStream bytes = checkpoints.openRaw(stored.id());
        byte[] head = bytes.readNBytes(FIRST_NAME);
        byte[] begin = begin(version);
        if (Arrays.equals(head, Arrays.copyOf(begin, FIRST_NAME))) {
            return new Content(joined(head, bytes), stored.byteCount(), stored.sha256());
        }
        byte[] rest = Arrays.copyOfRange(head, Math.min(CheckpointWriter.MAGIC_BYTES, head.length), head.length);
        long added = (long) begin.length - CheckpointWriter.MAGIC_BYTES;
        return new Content(
                joined(begin, joined(rest, bytes)), stored.byteCount() + added, stored.sha256() + "-with-manifest");
    }

    /** The magic number and the manifest. */
    private static byte[] begin(ModelVersion version) throws IOException {
        ByteArrayOutputStream begin = new ByteArrayOutputStream();
        ModelManifest.of(version).write(new CheckpointWriter(begin));
        return begin.toByteArray();
    }

    private static InputStream joined(byte[] first, InputStream second) {
        return new SequenceInputStream(new ByteArrayInputStream(first), second);
    }
}
