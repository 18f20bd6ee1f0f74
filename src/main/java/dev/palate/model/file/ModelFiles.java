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
import org.springframework.stereotype.Component;

/** Writes versions as files that another service can publish. */
@Component
public class ModelFiles {

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
     * The checkpoint of a version with the manifest as its first section. It is not stored with the manifest, because equal trainings have
     * equal checkpoints. The read of the last byte fails if the stored bytes differ from those that were written.
     *
     * @throws IOException if there is no checkpoint
     */
    public Content open(ModelVersion version) throws IOException {
        StoredCheckpoint stored = version.requireCheckpoint();
        InputStream bytes = checkpoints.openRaw(stored.id());
        byte[] begin = begin(version);
        bytes.skipNBytes(CheckpointWriter.MAGIC_BYTES);
        long added = (long) begin.length - CheckpointWriter.MAGIC_BYTES;
        return new Content(
                new SequenceInputStream(new ByteArrayInputStream(begin), bytes),
                stored.byteCount() + added,
                stored.sha256() + "-with-manifest");
    }

    /** The magic number and the manifest. */
    private static byte[] begin(ModelVersion version) throws IOException {
        ByteArrayOutputStream begin = new ByteArrayOutputStream();
        ModelManifest.of(version).write(new CheckpointWriter(begin));
        return begin.toByteArray();
    }
}
