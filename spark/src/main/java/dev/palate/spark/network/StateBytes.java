package dev.palate.spark.network;

import dev.palate.core.checkpoint.CheckpointReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The bytes of a checkpoint in memory, in blocks, because an array has at most 2 GiB. */
record StateBytes(List<byte[]> blocks) implements Serializable {

    private static final int BLOCK = 1 << 22;

    static StateBytes read(Path file) throws IOException {
        List<byte[]> blocks = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
                blocks.add(block);
            }
        }
        return new StateBytes(blocks);
    }

    CheckpointReader open() throws IOException {
        return new CheckpointReader(from(0), this::from);
    }

    private InputStream from(long offset) {
        int first = (int) (offset / BLOCK);
        int skipped = (int) (offset % BLOCK);
        List<InputStream> streams = new ArrayList<>();
        for (int k = first; k < blocks.size(); k++) {
            byte[] block = blocks.get(k);
            int from = k == first ? skipped : 0;
            streams.add(new ByteArrayInputStream(block, from, block.length - from));
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }
}
