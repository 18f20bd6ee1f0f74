package dev.palate.core;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.model.Model;
import dev.palate.core.training.Algorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A model written to a checkpoint and read back. */
public final class SavedModel {

    private SavedModel() {}

    public static Model restored(Algorithm<?> algorithm, Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(bytes);
        model.save(writer);
        writer.finish();
        return algorithm.restore(new CheckpointReader(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
